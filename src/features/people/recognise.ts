import type { Db, Tx } from "../../platform/db/database.ts";
import type { PersonId, SiteId } from "../../platform/lib/ids.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import {
  findPerson,
  insertPerson,
  lastNameOnDevice,
  type NewPerson,
  personsOfDevice,
  staffNames,
} from "./person.store.ts";

/** Somebody who writes: a guest on a device, or one whom an import or the sample brings. */
export interface Writer {
  siteId: SiteId;
  kind: NewPerson["kind"];
  name: string;
  title: string;
  /** As typed; kept encrypted, found again by a keyed hash. */
  email: string | null;
  deviceHash: string | null;
}

/** The id of a writer: the one known by this device, name and address, or a new one. */
export async function recognise(tx: Tx, keys: Keys, writer: Writer, at: number): Promise<PersonId> {
  const { email, ...rest } = writer;
  const person: NewPerson = {
    ...rest,
    emailSealed: email === null ? null : keys.seal("address", email),
    emailHash: email === null ? null : keys.hash("email", email.toLowerCase()),
    at,
  };
  return (await findPerson(tx, person)) ?? (await insertPerson(tx, person));
}

/** Everybody who wrote from a device. */
export function writersOnDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<PersonId[]> {
  return personsOfDevice(db, siteId, deviceHash);
}

/** Whether a guest's name reads like one of the staff's: the same letters, whatever their case, marks and spaces. */
export async function readsLikeStaff(db: Db, siteId: SiteId, name: string): Promise<boolean> {
  const wanted = skeleton(name);
  const names = await staffNames(db, siteId);
  return names.some((staffName) => skeleton(staffName) === wanted);
}

function skeleton(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The name under which somebody last wrote from a device; empty when nobody has. */
export function lastName(db: Db, siteId: SiteId, deviceHash: string): Promise<string> {
  return lastNameOnDevice(db, siteId, deviceHash);
}
