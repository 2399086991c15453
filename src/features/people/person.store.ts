import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { inGroups, padded } from "../../platform/db/in-groups.ts";
import { prepared, preparedInsert, type Values } from "../../platform/db/prepared.ts";
import type { PersonId, SiteId } from "../../platform/lib/ids.ts";

export interface NewPerson {
  siteId: SiteId;
  kind: "guest" | "member" | "staff";
  name: string;
  title: string;
  emailSealed: string | null;
  emailHash: string | null;
  deviceHash: string | null;
  at: number;
}

type Known = Pick<NewPerson, "siteId" | "kind" | "name" | "deviceHash" | "emailHash">;

const knownOnDevice = prepared((tx: Tx, value: Values<Known>) =>
  tx
    .selectFrom("person")
    .select("id")
    .where("site_id", "=", value("siteId"))
    .where("kind", "=", value("kind"))
    .where("name", "=", value("name"))
    .where("device_hash", "=", value("deviceHash"))
    .where("email_hash", "is not distinct from", value("emailHash"))
    // Whoever is erased at this moment is erased before this or after it.
    .modifyEnd(forUpdate(tx)),
);

/** The person who wrote from this device under this name and address before, if any. */
export async function findPerson(tx: Tx, person: NewPerson): Promise<PersonId | null> {
  const { siteId, kind, name, deviceHash, emailHash } = person;
  if (deviceHash !== null) {
    const [row] = await knownOnDevice(tx, { siteId, kind, name, deviceHash, emailHash });
    return row?.id ?? null;
  }
  const row = await tx
    .selectFrom("person")
    .select("id")
    .where("site_id", "=", siteId)
    .where("kind", "=", kind)
    .where("name", "=", name)
    .where("device_hash", "is", null)
    .where("member_id", "is", null)
    .where("email_hash", emailHash === null ? "is" : "=", emailHash)
    .executeTakeFirst();
  return row?.id ?? null;
}

const addPerson = preparedInsert((tx: Tx, value: Values<ReturnType<typeof rowOf>>) =>
  tx.insertInto("person").values(value.all()),
);

export function insertPerson(tx: Tx, person: NewPerson): Promise<PersonId> {
  return addPerson(tx, rowOf(person));
}

function rowOf(person: NewPerson) {
  return {
    site_id: person.siteId,
    kind: person.kind,
    name: person.name,
    title: person.title,
    email_sealed: person.emailSealed,
    email_hash: person.emailHash,
    device_hash: person.deviceHash,
    created_at: person.at,
  };
}

const onDevice = prepared((db: Db, value: Values<{ siteId: SiteId; device: string }>) =>
  db
    .selectFrom("person")
    .select("id")
    .where("device_hash", "=", value("device"))
    .where("site_id", "=", value("siteId")),
);

export async function personsOfDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<PersonId[]> {
  const rows = await onDevice(db, { siteId, device: deviceHash });
  return rows.map((row) => row.id);
}

const lastOnDevice = prepared((db: Db, value: Values<{ siteId: SiteId; device: string }>) =>
  db
    .selectFrom("person")
    .select("name")
    .where("device_hash", "=", value("device"))
    .where("site_id", "=", value("siteId"))
    .orderBy("id", "desc")
    .limit(1),
);

export async function lastNameOnDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<string> {
  const [row] = await lastOnDevice(db, { siteId, device: deviceHash });
  return row?.name ?? "";
}

export interface ImportedPerson {
  id: PersonId;
  kind: string;
  name: string;
  emailHash: string | null;
}

/** Who wrote from no device, under any name with one of these addresses. */
export async function findByEmails(
  db: Db,
  siteId: SiteId,
  hashes: readonly string[],
): Promise<ImportedPerson[]> {
  if (hashes.length === 0) return [];
  return imported(db, siteId).where("email_hash", "in", padded(hashes)).execute();
}

/** Who wrote from no device, without an address, under one of these names. */
export async function findByNames(
  db: Db,
  siteId: SiteId,
  names: readonly string[],
): Promise<ImportedPerson[]> {
  if (names.length === 0) return [];
  return imported(db, siteId).where("email_hash", "is", null).where("name", "in", padded(names)).execute();
}

function imported(db: Db, siteId: SiteId) {
  return (
    db
      .selectFrom("person")
      .select(["id", "kind", "name", "email_hash as emailHash"])
      .where("site_id", "=", siteId)
      .where("device_hash", "is", null)
      // What is brought along is never a member's.
      .where("member_id", "is", null)
  );
}

/** Many at once; their ids in the same order. */
export async function insertPeople(tx: Tx, all: readonly NewPerson[]): Promise<PersonId[]> {
  const ids: PersonId[] = [];
  for (const group of inGroups(all)) {
    const added = await tx.insertInto("person").values(group.map(rowOf)).returning("id").execute();
    // Ids are given in the order of the rows; in which order they come back is up to the engine.
    ids.push(...added.map((row) => row.id).sort((one, other) => one - other));
  }
  return ids;
}
