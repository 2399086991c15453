import type { Db, Tx } from "../../platform/db/database.ts";
import type { PersonId, SiteId } from "../../platform/lib/ids.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import { takeWritersTurns } from "./writer-turns.ts";
import {
  findByEmails,
  findByNames,
  findPerson,
  insertPeople,
  insertPerson,
  lastNameOnDevice,
  type NewPerson,
  personsOfDevice,
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
  const known = await findPerson(tx, person);
  if (known !== null) return known;
  await takeWritersTurns(tx, [person.deviceHash, person.emailHash]);
  return insertPerson(tx, person);
}

type Newcomer = Omit<Writer, "deviceHash" | "siteId"> & { at: number };
type Known = Pick<NewPerson, "name" | "emailHash"> & { kind: string };

/** `recognise` for many at once, none of them on a device of ours. Their ids in the same order. */
export async function recogniseAll(
  tx: Tx,
  keys: Keys,
  siteId: SiteId,
  writers: readonly Newcomer[],
): Promise<PersonId[]> {
  const people = writers.map(({ email, ...rest }) => ({
    ...rest,
    email,
    emailHash: email === null ? null : keys.hash("email", email.toLowerCase()),
  }));
  const keyOf = ({ kind, name, emailHash }: Known) => `${kind} ${emailHash ?? ""} ${name}`;
  const known = new Map<string, PersonId>();
  const hashes = people.flatMap((person) => person.emailHash ?? []);
  const names = people.flatMap((person) => (person.emailHash === null ? person.name : []));
  for (const person of await findByEmails(tx, siteId, [...new Set(hashes)]))
    known.set(keyOf(person), person.id);
  for (const person of await findByNames(tx, siteId, [...new Set(names)]))
    known.set(keyOf(person), person.id);
  const missing = new Map<string, NewPerson>();
  for (const { email, ...person } of people) {
    if (known.has(keyOf(person)) || missing.has(keyOf(person))) continue;
    const emailSealed = email === null ? null : keys.seal("address", email);
    missing.set(keyOf(person), { ...person, siteId, emailSealed, deviceHash: null });
  }
  const ids = await insertPeople(tx, [...missing.values()]);
  for (const [index, key] of [...missing.keys()].entries()) known.set(key, ids[index] as PersonId);
  return people.map((person) => known.get(keyOf(person)) as PersonId);
}

/** Everybody who wrote from a device. */
export function writersOnDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<PersonId[]> {
  return personsOfDevice(db, siteId, deviceHash);
}

/** The name under which somebody last wrote from a device; empty when nobody has. */
export function lastName(db: Db, siteId: SiteId, deviceHash: string): Promise<string> {
  return lastNameOnDevice(db, siteId, deviceHash);
}
