import type { World } from "../../../../context.ts";
import type { Tx } from "../../../../platform/db/database.ts";
import { appendEvent } from "../../../../platform/events/log.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { setRole } from "../../staff/change-role.ts";
import { adminsForChange } from "../../staff/last-admin.ts";
import { updateMember } from "../connections.store.ts";
import type { Grants } from "./grants.ts";
import { forgetRole, grantedRole, readRole, rememberRole } from "./publisher.store.ts";

/** Does what a publisher says of a member: subscriber or not, and the role on this site. */
export async function applyGrants(
  tx: Tx,
  world: World,
  memberId: MemberId,
  grants: Grants | null,
): Promise<void> {
  if (!grants) return;
  const { site, now } = world;
  const at = new Date(now).toISOString();
  if (grants.isSubscriber !== null)
    await updateMember(tx, memberId, { name: null, address: null, isSubscriber: grants.isSubscriber, at });
  if (grants.role !== null) await applyRole(tx, world, memberId, grants.role);
  await appendEvent(tx, { type: "member.changed", siteId: site.id, at: now, memberId });
}

/** A role that the staff gave, changed or took away since stays so: the publisher rules over its own alone. */
async function applyRole(
  tx: Tx,
  { site, now }: World,
  memberId: MemberId,
  role: NonNullable<Grants["role"]>,
): Promise<void> {
  const [has, granted] = [await readRole(tx, site.id, memberId), await grantedRole(tx, site.id, memberId)];
  if ((has?.role ?? null) !== granted) return;
  const to = role === "none" ? null : { role, title: has?.title ?? "" };
  const where = { memberId, scope: site.id, siteId: site.id };
  await setRole(tx, {
    ...where,
    by: "publisher",
    to,
    admins: await adminsForChange(tx),
    what: "role",
    at: now,
  });
  if (role === "none") await forgetRole(tx, site.id, memberId);
  else await rememberRole(tx, site.id, memberId, role);
}
