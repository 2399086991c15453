import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { reachOf } from "./authority.ts";
import { type Admin, adminsForChange, leavesNoAdmin } from "./last-admin.ts";
import { findSomebody } from "./people.store.ts";
import { type By, type Scope, type StaffOutcome, type Standing, standingOn } from "./staff.ts";
import { deleteRole, personsOf, rolesGiven, savePersonStanding, saveRole } from "./staff.store.ts";

export interface RoleChange {
  by: By;
  memberId: MemberId;
  scope: Scope;
  /** Null takes the role away. */
  to: Standing | null;
  /** The site on which this was done. */
  siteId: SiteId;
}

/** Gives somebody a role somewhere, changes it, or takes it away. */
export function changeRole(ctx: Context, change: RoleChange): Promise<StaffOutcome> {
  return ctx.db.transact(async (tx) => {
    const admins = await adminsForChange(tx);
    const reach = await reachOf(tx, change.by, "staff.manage");
    if (!reach.includes(change.scope)) return "forbidden";
    if (!(await findSomebody(tx, change.memberId))) return "notFound";
    return setRole(tx, { ...change, admins, what: "role", at: ctx.now() });
  });
}

interface RoleGiven extends Omit<RoleChange, "by"> {
  /** "publisher": the site's, who vouches for its own readers. */
  by: By | "publisher";
  /** As `adminsForChange` gave them. */
  admins: readonly Admin[];
  what: "role" | "invitationAccepted" | "setUp";
  at: number;
}

/** Writes a role that whoever asks may give, unless that would leave the house without an admin. */
export async function setRole(tx: Tx, given: RoleGiven): Promise<StaffOutcome> {
  const { memberId, scope, to, siteId, by, admins, what, at } = given;
  const others = admins.filter((admin) => admin.memberId !== memberId || admin.scope !== scope);
  const after = to?.role === "admin" ? [...others, { memberId, scope }] : others;
  if (leavesNoAdmin(admins, after)) return "lastAdmin";
  const before = (await rolesGiven(tx, memberId)).find((held) => held.scope === scope) ?? null;
  if (before?.role === to?.role && before?.title === to?.title) return "done";
  if (to) await saveRole(tx, { memberId, scope, ...to }, at);
  else await deleteRole(tx, memberId, scope);
  const plain = (standing: Standing | null) => standing && { role: standing.role, title: standing.title };
  await appendEvent(tx, {
    type: "staff.changed",
    siteId,
    at,
    what,
    by,
    memberId,
    scope,
    before: plain(before),
    after: plain(to),
  });
  await showStanding(tx, memberId, at);
  return "done";
}

/** Lets readers see what somebody is now, beside all that they wrote. */
async function showStanding(tx: Tx, memberId: MemberId, at: number): Promise<void> {
  const held = await rolesGiven(tx, memberId);
  for (const person of await personsOf(tx, memberId)) {
    const standing = standingOn(held, person.site_id);
    const [kind, title] = standing ? ["staff", standing.title] : ["member", ""];
    if (person.kind === kind && person.title === title) continue;
    await savePersonStanding(tx, person.id, { kind, title });
    await appendEvent(tx, { type: "person.changed", siteId: person.site_id, at, personId: person.id });
  }
}
