import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { reachOf } from "../staff/authority.ts";
import type { By } from "../staff/staff.ts";
import { rolesGiven } from "../staff/staff.store.ts";
import type { Subject } from "./holding.ts";
import { sitesOfPersons } from "./subject.store.ts";

/**
 * Whether `by` may fetch or erase what is held on somebody else. It is all of it, from every site: so that takes a role
 * on each where they wrote, and for an account, which is one on all sites, on all of them. One of the staff is answered
 * for only by who could take away every role that they have.
 */
export async function mayAnswerFor(ctx: Context, db: Db, by: By, subject: Subject): Promise<boolean> {
  const { memberId, persons } = subject;
  const roles = memberId === null ? [] : await rolesGiven(db, memberId);
  const reach = await reachOf(db, by, roles.length > 0 ? "staff.manage" : "people.erase");
  const sites = memberId === null ? await sitesOfPersons(db, persons) : ctx.sites.all().map(({ id }) => id);
  return (
    sites.every((site) => reach.includes(site)) &&
    roles.every(({ scope }) => (scope === 0 ? reach.isEverywhere : reach.includes(scope)))
  );
}
