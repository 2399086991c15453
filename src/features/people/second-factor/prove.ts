import { z } from "zod";
import type { SignedIn, World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { longestPassword, verifyPassword } from "../accounts/passwords.ts";
import { type Refused, withCode, wrong } from "./check-code.ts";
import { findProver } from "./factor.store.ts";
import { relyingParty } from "./passkey-challenge.ts";
import { passkeysOf, spend } from "./passkey.store.ts";
import { setProved } from "./sessions.store.ts";
import { countTry, forgiveTries } from "./tries.ts";
import { withPasskey } from "./use-passkey.ts";

/** By what a member can prove who they are. */
export interface Proofs {
  code: boolean;
  password: boolean;
  passkey: boolean;
  mail: boolean;
}

/**
 * Who has a second factor proves by it: a password that was found out must not be enough to switch it off. A link by
 * mail is for who has nothing else.
 */
export async function proofsOf(world: World, member: SignedIn): Promise<Proofs> {
  const { read } = world.ctx.db;
  const { host } = relyingParty(world);
  const prover = await findProver(read, member.memberId);
  const passkeys = await passkeysOf(read, member.memberId);
  const code = member.hasSecondFactor;
  const password = !code && prover?.password != null;
  const passkey = passkeys.some((each) => each.host === host);
  return { code, password, passkey, mail: !code && !password && prover?.email_sealed != null };
}

async function prove(tx: Tx, { ctx, site }: World, { memberId, sessionId }: SignedIn): Promise<void> {
  await setProved(tx, sessionId, ctx.now());
  await appendEvent(tx, { type: "member.changed", siteId: site.id, at: ctx.now(), memberId });
}

/** Null: it is proved. */
export async function proveByCode(world: World, member: SignedIn, typed: string): Promise<Refused | null> {
  const done = await withCode(world, { memberId: member.memberId, typed }, (tx) => prove(tx, world, member));
  return "why" in done ? done : null;
}

/** Null: it is proved. */
export async function proveByPassword(
  world: World,
  member: SignedIn,
  password: string,
): Promise<Refused | null> {
  const { ctx } = world;
  const { memberId } = member;
  const until = await countTry(world, memberId, { isUnguessable: false });
  if (until !== null) return { why: "wait", until };
  const hash = (await findProver(ctx.db.read, memberId))?.password;
  if (!hash || password.length > 2 * longestPassword || !(await verifyPassword(hash, password))) return wrong;
  await ctx.db.transact(async (tx) => {
    await forgiveTries(tx, memberId);
    await prove(tx, world, member);
  });
  return null;
}

export async function proveByPasskey(world: World, member: SignedIn, response: string): Promise<boolean> {
  const { memberId } = member;
  const done = await withPasskey(world, { ceremony: "prove", memberId, response }, (tx) =>
    prove(tx, world, member),
  );
  return done !== null;
}

const aQuarter = 15 * 60_000;
/** No second mail within this time. */
const pause = 2 * 60_000;

const link = z.object({ proves: z.string(), once: z.string(), to: z.string(), until: z.number() });

/** Sends a member a link by which this session proves who they are. */
export async function sendProveLink(world: World, member: SignedIn, to: string): Promise<void> {
  const { ctx, site } = world;
  const at = ctx.now();
  const prover = await findProver(ctx.db.read, member.memberId);
  if (!prover?.email_sealed) return;
  const content = { proves: member.sessionId, once: ctx.token(), to, until: at + aQuarter };
  const token = ctx.keys.seal("link", JSON.stringify(content));
  const order = {
    key: `prove ${member.sessionId} ${Math.floor(at / pause)}`,
    siteId: site.id,
    memberId: member.memberId,
    language: prover.language,
    toSealed: prover.email_sealed,
    content: { kind: "magicLink", link: siteUrl(site, ctx.config.url, `/prove/link?token=${token}`) },
  } as const;
  await ctx.db.transact((tx) => queueMail(tx, ctx.keys, order, at));
}

/** Where the link of a mail leads on to; null: it isn't for this session, or doesn't hold any more. */
export function readProveLink({ ctx }: World, member: SignedIn, token: string): z.output<typeof link> | null {
  try {
    const content = link.parse(JSON.parse(ctx.keys.open("link", token)));
    return content.proves === member.sessionId && content.until > ctx.now() ? content : null;
  } catch {
    // Not one of ours.
    return null;
  }
}

/** Uses a link up. Where it leads on to; null: it doesn't hold. */
export async function proveByLink(world: World, member: SignedIn, token: string): Promise<string | null> {
  const { ctx } = world;
  const content = readProveLink(world, member, token);
  if (!content) return null;
  const hash = ctx.keys.hash("factor", `link ${content.once}`);
  const isNew = await ctx.db.transact(async (tx) => {
    if (!(await spend(tx, hash, content.until))) return false;
    await prove(tx, world, member);
    return true;
  });
  return isNew ? content.to : null;
}
