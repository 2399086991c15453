import type { Db } from "../../../platform/db/database.ts";
import type { PersonId, SiteId } from "../../../platform/lib/ids.ts";

/** A guest whose comments a member may take over. */
export interface OwnGuest {
  id: PersonId;
  name: string;
  /** Wrote with the member's address; else from the device at hand, without one. */
  hasAddress: boolean;
  isOfDevice: boolean;
}

/**
 * The guests that a member was: those who gave the address that is proved to be theirs, and those who wrote from the
 * device at hand and gave none. Whoever gave another address is somebody else.
 */
export async function ownGuests(
  db: Db,
  siteId: SiteId,
  { emailHash, device }: { emailHash: string | null; device: string | null },
): Promise<OwnGuest[]> {
  const guests = db
    .selectFrom("person")
    .select(["id", "name", "email_hash", "device_hash"])
    .where("site_id", "=", siteId)
    .where("kind", "=", "guest")
    .where("member_id", "is", null);
  const [known, ofDevice] = await Promise.all([
    emailHash === null ? [] : guests.where("email_hash", "=", emailHash).execute(),
    device === null ? [] : guests.where("device_hash", "=", device).where("email_hash", "is", null).execute(),
  ]);
  return [...known, ...ofDevice].map((row) => ({
    id: row.id,
    name: row.name,
    hasAddress: row.email_hash !== null,
    isOfDevice: device !== null && row.device_hash === device,
  }));
}
