import type { Db } from "../../platform/db/database.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import { writersOnDevice } from "./recognise.ts";
import { personsOfBoth } from "./writers.store.ts";

/** Who acts: on a device, and as a member where one is signed in there. */
export interface Self {
  /** A keyed hash; empty: no device that we know. */
  deviceHash: string;
  memberId?: MemberId | null;
}

/** Stands for no device where one is asked for: no hash is this short, and no writer has it, not even one being erased. */
export const noDevice = "none";

/** Everybody as whom somebody has written on a site: from this device as a guest, from wherever as a member. */
export async function writersOf(db: Db, siteId: SiteId, self: Self): Promise<PersonId[]> {
  const { deviceHash, memberId } = self;
  if (memberId) return personsOfBoth(db, { siteId, device: deviceHash || noDevice, memberId });
  return deviceHash === "" ? [] : writersOnDevice(db, siteId, deviceHash);
}
