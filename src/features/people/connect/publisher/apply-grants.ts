import type { World } from "../../../../context.ts";
import type { Tx } from "../../../../platform/db/database.ts";
import { appendEvent } from "../../../../platform/events/log.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { updateMember } from "../connections.store.ts";
import type { Grants } from "./grants.ts";
import { deleteRole, grantedRole, readRole, rememberRole, saveRole } from "./publisher.store.ts";

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

/** A role that somebody of the staff gave, or changed since, stays: the publisher rules over its own alone. */
async function applyRole(
  tx: Tx,
  { site, now }: World,
  memberId: MemberId,
  role: NonNullable<Grants["role"]>,
): Promise<void> {
  const [has, granted] = [await readRole(tx, site.id, memberId), await grantedRole(tx, site.id, memberId)];
  if (has !== null && has !== granted) return;
  if (role === "none") await deleteRole(tx, site.id, memberId);
  else {
    await saveRole(tx, { siteId: site.id, memberId, role, at: now });
    await rememberRole(tx, site.id, memberId, role);
  }
}
