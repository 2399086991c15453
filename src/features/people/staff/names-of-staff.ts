import type { Db } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { may } from "./permissions.ts";
import { listStaff, memberNames } from "./staff.store.ts";

/** Who may moderate on a site, by their names. */
export async function moderatorsOf(db: Db, siteId: SiteId): Promise<{ id: MemberId; name: string }[]> {
  const staff = await listStaff(db, siteId);
  const found = new Map(
    staff
      .filter(({ role }) => may(role, "comments.moderate"))
      .map(({ memberId, name }) => [memberId, { id: memberId, name }]),
  );
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

/** What members are called, for staff who read who decided. Who is gone has no name. */
export async function namesOfStaff(db: Db, ids: readonly MemberId[]): Promise<Map<MemberId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await memberNames(db, padded(ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
