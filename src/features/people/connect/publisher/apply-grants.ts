import type { World } from "../../../../context.ts";
import type { Tx } from "../../../../platform/db/database.ts";
import { appendEvent } from "../../../../platform/events/log.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { findMemberPerson } from "../../member-person.store.ts";
import { setRole } from "../../staff/change-role.ts";
import { adminsForChange } from "../../staff/last-admin.ts";
import type { Grants } from "./grants.ts";
import { forgetRole, grantedRole, readRole, rememberRole, saveSubscriber } from "./publisher.store.ts";

/** Does what a publisher says of a member: subscriber or not, and the role, both on this site alone. */
export async function applyGrants(
  tx: Tx,
  world: World,
  memberId: MemberId,
  grants: Grants | null,
): Promise<void> {
  if (!grants) return;
  const { site, now } = world;
  if (grants.isSubscriber !== null) await applySubscriber(tx, world, memberId, grants.isSubscriber);
  if (grants.role !== null) await applyRole(tx, world, memberId, grants.role);
  await appendEvent(tx, { type: "member.changed", siteId: site.id, at: now, memberId });
}

/** The badge stands beside all that they wrote here. */
async function applySubscriber(tx: Tx, { site, now }: World, memberId: MemberId, is: boolean): Promise<void> {
  if (!(await saveSubscriber(tx, site.id, memberId, is))) return;
  const personId = await findMemberPerson(tx, memberId, site.id);
  if (personId !== null)
    await appendEvent(tx, { type: "person.changed", siteId: site.id, at: now, personId });
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
