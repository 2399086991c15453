import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { reachOf } from "./authority.ts";
import { canDoWithout } from "./last-admin.ts";
import { endEverySession, findSomebody, saveDisabled } from "./people.store.ts";
import type { By, StaffOutcome } from "./staff.ts";
import { rolesGiven } from "./staff.store.ts";

export interface AccountSwitch {
  by: By;
  memberId: MemberId;
  /** The site on which this was done. */
  siteId: SiteId;
}

/** Switches an account off: nobody can sign in with it, and whoever is signed in with it is so no longer. */
export function disableMember(ctx: Context, change: AccountSwitch): Promise<StaffOutcome> {
  return ctx.db.transact(async (tx) => {
    const known = await canDoWithout(tx, change.memberId);
    const refused = await refusal(ctx, tx, change);
    if (refused) return refused;
    if (!known) return "lastAdmin";
    await saveDisabled(tx, change.memberId, ctx.now());
    await endEverySession(tx, change.memberId);
    await tell(tx, change, "disabled", ctx.now());
    return "done";
  });
}

/** Switches an account on again. */
export function enableMember(ctx: Context, change: AccountSwitch): Promise<StaffOutcome> {
  return ctx.db.transact(async (tx) => {
    const refused = await refusal(ctx, tx, change);
    if (refused) return refused;
    await saveDisabled(tx, change.memberId, null);
    await tell(tx, change, "enabled", ctx.now());
    return "done";
  });
}

async function refusal(ctx: Context, tx: Tx, { by, memberId }: AccountSwitch): Promise<StaffOutcome | null> {
  if (!(await maySwitch(ctx, tx, by, memberId))) return "forbidden";
  return (await findSomebody(tx, memberId)) ? null : "notFound";
}

/**
 * Whether `by` may switch an account off and on. An account is one on all sites, so that takes a role on all of them;
 * and one of the staff is switched off only by who could take away every role that they have.
 */
export async function maySwitch(ctx: Context, db: Db, by: By, memberId: MemberId): Promise<boolean> {
  const roles = await rolesGiven(db, memberId);
  const reach = await reachOf(db, by, roles.length > 0 ? "staff.manage" : "people.disable");
  return (
    ctx.sites.all().every((site) => reach.includes(site.id)) &&
    roles.every(({ scope }) => (scope === 0 ? reach.isEverywhere : reach.includes(scope)))
  );
}

async function tell(
  tx: Tx,
  { by, memberId, siteId }: AccountSwitch,
  what: "disabled" | "enabled",
  at: number,
): Promise<void> {
  const change = { by, memberId, scope: 0, before: null, after: null } as const;
  await appendEvent(tx, { type: "staff.changed", siteId, at, what, ...change });
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
}
