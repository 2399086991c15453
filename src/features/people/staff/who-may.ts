import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { may, type Permission } from "./permissions.ts";
import { listStaff } from "./staff.store.ts";

/** Who of the staff may do something on a site, accounts that are switched off apart. */
export async function whoMay(db: Db, siteId: SiteId, permission: Permission): Promise<MemberId[]> {
  const staff = await listStaff(db, siteId);
  const able = staff.filter(({ isDisabled, role }) => !isDisabled && may(role, permission));
  return [...new Set(able.map(({ memberId }) => memberId))];
}
