import { z } from "zod";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { cookieOf, readCookie } from "./own-cookies.ts";
import { spend } from "./passkey.store.ts";

/** What a passkey is asked for: to be made, or to be used. */
export type Ceremony = "register" | "signIn" | "second" | "prove";

const challengeCookie = "bl_passkey";
const tenMinutes = 600_000;

const kept = z.object({
  challenge: z.string(),
  ceremony: z.string(),
  memberId: z.string().nullable(),
  until: z.number(),
});

/**
 * A challenge for this browser alone, for one purpose and one member (null: whoever it turns out to be). It stands
 * nowhere but in the browser's cookie, so asking for one costs nothing.
 */
export function giveChallenge(
  world: World,
  ceremony: Ceremony,
  memberId: MemberId | null,
): { challenge: Uint8Array<ArrayBuffer>; cookie: string } {
  const { ctx } = world;
  const challenge = ctx.token();
  const value = JSON.stringify({ challenge, ceremony, memberId, until: ctx.now() + tenMinutes });
  return {
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    cookie: cookieOf(world, challengeCookie, ctx.keys.seal("factor", value), tenMinutes / 1000),
  };
}

/** The challenge that this browser was given for this, base64url. It is used up, right answer or wrong. Null: none. */
export async function takeChallenge(
  world: World,
  ceremony: Ceremony,
  memberId: MemberId | null,
): Promise<string | null> {
  const { ctx } = world;
  const given = openCookie(world);
  if (given?.ceremony !== ceremony || given.memberId !== memberId || given.until <= ctx.now()) return null;
  const hash = ctx.keys.hash("factor", `challenge ${given.challenge}`);
  const isNew = await ctx.db.transact((tx) => spend(tx, hash, given.until));
  return isNew ? given.challenge : null;
}

function openCookie(world: World): z.output<typeof kept> | null {
  const value = readCookie(world, challengeCookie);
  if (value === null) return null;
  try {
    return kept.parse(JSON.parse(world.ctx.keys.open("factor", value)));
  } catch {
    // Not one of ours.
    return null;
  }
}

/** Where passkeys of a site are made and used: a site with a host of its own has its own, the others share one. */
export function relyingParty({ ctx, site }: World): { origin: string; host: string } {
  const installation = new URL(ctx.config.url);
  const url = site.settings.host ? new URL(`${installation.protocol}//${site.settings.host}`) : installation;
  return { origin: url.origin, host: url.hostname };
}
