import { setPasswordHash } from "../accounts/member.store.ts";
import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { siteUrl } from "../../sites/site.ts";
import { addMember } from "../accounts/add-member.ts";
import { standIn } from "../accounts/address.ts";
import { setRole } from "./change-role.ts";
import { tokenHash } from "./invite.ts";
import { deleteLink, deleteLinks, findLink, insertLink } from "./one-time-link.store.ts";
import { findByStandIn } from "./people.store.ts";
import { activeAdmins } from "./staff.store.ts";

/**
 * A link by which whoever starts the program makes themselves its first admin; null: there is one already, or no site
 * to be admin of. Each start makes a new one, and the one before leads nowhere.
 */
export async function offerSetUp(ctx: Context): Promise<string | null> {
  const site = ctx.sites.all()[0];
  if (!site) return null;
  const token = ctx.token();
  const isOffered = await ctx.db.transact(async (tx) => {
    await deleteLinks(tx, "setUp", null);
    if ((await activeAdmins(tx)).length > 0) return false;
    await insertLink(tx, {
      tokenHash: tokenHash(ctx, token),
      kind: "setUp",
      memberId: null,
      expiresAt: null,
    });
    return true;
  });
  return isOffered ? siteUrl(site, ctx.config.url, `/set-up?token=${token}`) : null;
}

/** Whether a link for the first admin still holds: none does once there is an admin. */
export async function holdsForSetUp(ctx: Context, db: Db, token: string): Promise<boolean> {
  const link = await findLink(db, "setUp", tokenHash(ctx, token), ctx.now());
  return link !== null && (await activeAdmins(db)).length === 0;
}

/** Makes the first admin, of every site. "taken": an account with this address is there already. */
export function setUp(
  ctx: Context,
  first: { token: string; name: string; address: string; passwordHash: string; siteId: SiteId },
): Promise<{ memberId: MemberId } | "notFound" | "taken"> {
  const { token, name, address, passwordHash, siteId } = first;
  const [memberId, id] = [ctx.token() as MemberId, ctx.token()];
  return ctx.db.transact(async (tx) => {
    const at = ctx.now();
    // The link goes first: of two who come at once, the other waits here and then finds none.
    const isThere = await holdsForSetUp(ctx, tx, token);
    if (!isThere) return "notFound";
    if (await findByStandIn(tx, standIn(ctx.keys, address))) return "taken";
    if (!(await deleteLink(tx, tokenHash(ctx, token)))) return "notFound";
    await addMember(tx, ctx.keys, { id: memberId, name, address, language: null, at });
    await setPasswordHash(tx, { id, memberId, hash: passwordHash, at });
    const to = { role: "admin", title: "" } as const;
    const given = { by: memberId, memberId, scope: 0, to, siteId, admins: [], what: "setUp", at } as const;
    await setRole(tx, given);
    return { memberId };
  });
}
