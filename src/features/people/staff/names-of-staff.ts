import type { Db } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { memberNames } from "./staff.store.ts";

/** What members are called, for staff who read who decided. Who is gone has no name. */
export async function namesOfStaff(db: Db, ids: readonly MemberId[]): Promise<Map<MemberId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await memberNames(db, padded(ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
