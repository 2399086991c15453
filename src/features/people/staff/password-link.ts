import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { passwordOf, setPasswordHash } from "../accounts/member.store.ts";
import { writeToOwner } from "../accounts/write-to-owner.ts";
import { siteUrl } from "../../sites/site.ts";
import { tokenHash } from "./invite.ts";
import { deleteLink, deleteLinks, findLink, insertLink } from "./one-time-link.store.ts";
import { endEverySession, findSomebody, type Somebody } from "./people.store.ts";
import type { By } from "./staff.ts";

const threeDays = 3 * 24 * 3_600_000;

interface About {
  by: By;
  memberId: MemberId;
  /** The site on which this was done. */
  siteId: SiteId;
}

/** A link with which somebody chooses a password, once, within three days. An earlier one leads nowhere any more. */
export async function makePasswordLink(ctx: Context, { by, memberId, siteId }: About): Promise<string> {
  const token = ctx.token();
  await ctx.db.transact(async (tx) => {
    await deleteLinks(tx, "password", memberId);
    await insertLink(tx, {
      tokenHash: tokenHash(ctx, token),
      kind: "password",
      memberId,
      expiresAt: ctx.now() + threeDays,
    });
    const change = { by, memberId, scope: 0, before: null, after: null } as const;
    await appendEvent(tx, {
      type: "staff.changed",
      siteId,
      at: ctx.now(),
      what: "passwordLink",
      ...change,
    });
  });
  const site = ctx.sites.byId(siteId);
  if (!site) throw new Error("a link needs a site to lead to");
  return siteUrl(site, ctx.config.url, `/choose-password?token=${token}`);
}

/** Whose password a link sets; null: it doesn't hold, or the account is switched off. */
export async function memberOfLink(ctx: Context, db: Db, token: string): Promise<Somebody | null> {
  const link = await findLink(db, "password", tokenHash(ctx, token), ctx.now());
  const member = link?.memberId ? await findSomebody(db, link.memberId) : null;
  return member && member.disabledAt === null ? member : null;
}

/** Sets the password by a link. Every session of the account ends. */
export function choosePassword(
  ctx: Context,
  { token, passwordHash, siteId }: { token: string; passwordHash: string; siteId: SiteId },
): Promise<MemberId | null> {
  const id = ctx.token();
  return ctx.db.transact(async (tx) => {
    const member = await memberOfLink(ctx, tx, token);
    if (!member || !(await deleteLink(tx, tokenHash(ctx, token)))) return null;
    await setPassword(ctx, tx, { id, memberId: member.id, passwordHash, siteId });
    return member.id;
  });
}

/** Gives an account another password and ends all its sessions. Whoever had one is told. */
export async function setPassword(
  ctx: Context,
  tx: Tx,
  password: { id: string; memberId: MemberId; passwordHash: string; siteId: SiteId },
): Promise<void> {
  const { id, memberId, passwordHash, siteId } = password;
  const at = ctx.now();
  const hadOne = (await passwordOf(tx, memberId)) !== null;
  await setPasswordHash(tx, { id, memberId, hash: passwordHash, at });
  await deleteLinks(tx, "password", memberId);
  await endEverySession(tx, memberId);
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
  const site = ctx.sites.byId(siteId);
  if (!hadOne || !site) return;
  const resetLink = siteUrl(site, ctx.config.url, "/forgot-password");
  await writeToOwner(tx, { ctx, site }, memberId, {
    key: `password ${memberId} ${ctx.keys.hash("link", passwordHash)}`,
    content: { kind: "passwordChanged", at, resetLink },
  });
}
