import type { World } from "../../../../context.ts";
import { readCookie } from "../../second-factor/own-cookies.ts";
import type { Profile } from "../provider.ts";

const cookieName = "bl_reader";
const aYear = 365 * 24 * 3600;

type Account = Pick<Profile, "accounts" | "accountId">;

/**
 * A cookie by which a browser is known again in which somebody has said that they are this reader of a publisher. A link
 * from the publisher signs them in at once from then on; with anybody else's link they are asked, since anybody could have
 * sent it, to have them write under a stranger's name.
 */
export function knownReaderCookie(world: World, reader: Account): string {
  const secure = world.ctx.config.url.startsWith("https:") ? "; Secure" : "";
  const path = world.href("/connect");
  return `${cookieName}=${markOf(world, reader)}; Path=${path}; HttpOnly; SameSite=Lax${secure}; Max-Age=${aYear}`;
}

/** Whether somebody has said in this browser that they are this reader. */
export function isKnownReader(world: World, reader: Account): boolean {
  return readCookie(world, cookieName) === markOf(world, reader);
}

function markOf({ ctx }: World, { accounts, accountId }: Account): string {
  return ctx.keys.hash("connect", `reader ${accounts} ${accountId}`);
}
