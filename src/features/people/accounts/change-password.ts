import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { deleteLinks } from "../staff/one-time-link.store.ts";
import { siteUrl } from "../../sites/site.ts";
import { resetLink } from "./account-links.ts";
import type { Complaint } from "./complaint.ts";
import { endSessions } from "./end-sessions.ts";
import { readLink, takeLink } from "./links.ts";
import { setPasswordHash } from "./member.store.ts";
import { hashPassword } from "./passwords.ts";
import { standingOf } from "./standing.ts";
import { checkPassword } from "./strength.ts";
import { writeToOwner } from "./write-to-owner.ts";

export type Reset =
  | { outcome: "changed"; memberId: MemberId }
  | { outcome: "refused"; complaints: Complaint[] }
  | { outcome: "gone" };

/** Gives an account another password by the link that was sent to its address. All its sessions end. */
export async function resetPassword(world: World, token: string, password: string): Promise<Reset> {
  const { ctx } = world;
  if (!(await readLink(ctx.db.read, ctx, resetLink, token))) return { outcome: "gone" };
  const complaints = await checkPassword(password, [world.site.name]);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  const hash = await hashPassword(password);
  return ctx.db.transact(async (tx): Promise<Reset> => {
    const link = await takeLink(tx, ctx, resetLink, token);
    if (!link) return { outcome: "gone" };
    const { memberId } = link;
    if ((await standingOf(tx, ctx.keys, memberId)) !== link.was) return { outcome: "gone" };
    await setPassword(tx, world, { memberId, hash, except: null });
    return { outcome: "changed", memberId };
  });
}

/** Gives whoever is signed in another password. All other sessions end. */
export async function changePassword(world: World, password: string): Promise<Complaint[]> {
  const { ctx, actor, site } = world;
  const { member } = actor;
  if (!member) throw new Error("only members have passwords");
  const complaints = await checkPassword(password, [member.name, site.name]);
  if (complaints.length > 0) return complaints;
  const hash = await hashPassword(password);
  const { memberId, sessionId } = member;
  await ctx.db.transact((tx) => setPassword(tx, world, { memberId, hash, except: sessionId }));
  return [];
}

async function setPassword(
  tx: Tx,
  world: World,
  { memberId, hash, except }: { memberId: MemberId; hash: string; except: string | null },
): Promise<void> {
  const { ctx, site } = world;
  const at = ctx.now();
  await setPasswordHash(tx, { id: ctx.token(), memberId, hash, at });
  // A link that somebody was given to choose one has been overtaken.
  await deleteLinks(tx, "password", memberId);
  await endSessions(tx, { memberId, except, siteId: site.id, at });
  const resetLink = siteUrl(site, ctx.config.url, "/forgot-password");
  await writeToOwner(tx, world, memberId, {
    key: `password ${memberId} ${ctx.keys.hash("link", hash)}`,
    content: { kind: "passwordChanged", at, resetLink },
  });
}
