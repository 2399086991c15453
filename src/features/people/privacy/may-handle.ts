import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { reachOf } from "../staff/authority.ts";
import { maySwitch } from "../staff/disable-member.ts";
import { sitesOfPersons } from "./subject.store.ts";
import { type SubjectKey, subjectOf } from "./subject.ts";

/**
 * Whether one of the staff may give out or erase what is held on somebody. A guest who wrote a comment is the site's
 * affair, an address that of all sites on which somebody wrote under it. An account is the same on all sites: that takes a
 * role on all of them, and for somebody of the staff the right to take away every role that they have.
 */
export async function mayHandle(ctx: Context, db: Db, by: MemberId, key: SubjectKey): Promise<boolean> {
  const { memberId, persons } = await subjectOf(db, key);
  if (memberId !== null) return maySwitch(ctx, db, by, memberId);
  const reach = await reachOf(db, by, "people.erase");
  if (key.kind === "comment") return reach.includes(key.siteId);
  return (await sitesOfPersons(db, persons)).every((site) => reach.includes(site));
}
