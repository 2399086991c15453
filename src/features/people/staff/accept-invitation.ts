import { setPasswordHash } from "../accounts/member.store.ts";
import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { addMember } from "../accounts/add-member.ts";
import { standIn } from "../accounts/address.ts";
import { reachOf } from "./authority.ts";
import { setRole } from "./change-role.ts";
import { deleteInvitation, type Invitation, invitationByToken } from "./invitation.store.ts";
import { tokenHash } from "./invite.ts";
import { adminsForChange } from "./last-admin.ts";
import { roles } from "./permissions.ts";
import { findByStandIn } from "./people.store.ts";
import { addressHashOf, rolesGiven } from "./staff.store.ts";
import type { StaffOutcome } from "./staff.ts";

/** The invitation behind a link that still holds: not longer than whoever sent it may ask people to join. */
export async function openInvitation(ctx: Context, db: Db, token: string): Promise<Invitation | null> {
  const invitation = await invitationByToken(db, tokenHash(ctx, token));
  if (!invitation || invitation.expiresAt <= ctx.now()) return null;
  const reach = await reachOf(db, invitation.invitedBy, "staff.manage");
  return reach.includes(invitation.scope) ? invitation : null;
}

export type Accepting =
  | StaffOutcome
  /** It was sent to another address than that of the account. */
  | "otherAddress";

/** Whether an invitation is for the proved address of a member. */
export async function isInvited(db: Db, invitation: Invitation, memberId: MemberId): Promise<boolean> {
  return (await addressHashOf(db, memberId)) === invitation.emailHash;
}

/** Takes a member into the staff, as they were asked. The link works once. */
export function acceptInvitation(
  ctx: Context,
  { token, memberId, siteId }: { token: string; memberId: MemberId; siteId: SiteId },
): Promise<Accepting> {
  return ctx.db.transact(async (tx) => {
    const invitation = await openInvitation(ctx, tx, token);
    if (!invitation) return "notFound";
    if (!(await isInvited(tx, invitation, memberId))) return "otherAddress";
    return take(ctx, tx, { invitation, memberId, siteId });
  });
}

/** Whether the address of an invitation has an account already, proved or not. */
export async function hasAccount(ctx: Context, db: Db, invitation: Invitation): Promise<boolean> {
  const address = ctx.keys.open("address", invitation.emailSealed);
  return (await findByStandIn(db, standIn(ctx.keys, address))) !== null;
}

/**
 * Makes an account for somebody who was invited, and takes them into the staff. Who has the link has proved the address
 * that it was sent to. Gives the account; "taken": somebody has made one with this address meanwhile.
 */
export function joinStaff(
  ctx: Context,
  joining: { token: string; name: string; passwordHash: string; siteId: SiteId },
): Promise<{ memberId: MemberId } | "notFound" | "taken"> {
  const { token, name, passwordHash, siteId } = joining;
  const [memberId, id] = [ctx.token() as MemberId, ctx.token()];
  return ctx.db.transact(async (tx) => {
    const at = ctx.now();
    const invitation = await openInvitation(ctx, tx, token);
    if (!invitation) return "notFound";
    if (await hasAccount(ctx, tx, invitation)) return "taken";
    const address = ctx.keys.open("address", invitation.emailSealed);
    await addMember(tx, ctx.keys, { id: memberId, name, address, language: null, at });
    await setPasswordHash(tx, { id, memberId, hash: passwordHash, at });
    const taken = await take(ctx, tx, { invitation, memberId, siteId });
    return taken === "done" ? { memberId } : "notFound";
  });
}

async function take(
  ctx: Context,
  tx: Tx,
  { invitation, memberId, siteId }: { invitation: Invitation; memberId: MemberId; siteId: SiteId },
): Promise<StaffOutcome> {
  const admins = await adminsForChange(tx);
  if (!(await deleteInvitation(tx, invitation.id))) return "notFound";
  const { scope, role, title } = invitation;
  const held = (await rolesGiven(tx, memberId)).find((each) => each.scope === scope);
  // Nobody is made less by an invitation.
  if (held && roles.indexOf(held.role) >= roles.indexOf(role)) return "done";
  return setRole(tx, {
    by: memberId,
    memberId,
    scope,
    to: { role, title },
    siteId,
    admins,
    what: "invitationAccepted",
    at: ctx.now(),
  });
}
