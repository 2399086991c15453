import type { Db, Tx } from "../../platform/db/database.ts";
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

/** The person who wrote from this device under this name and address before, if any. */
export async function findPerson(tx: Tx, person: NewPerson): Promise<PersonId | null> {
  const row = await tx
    .selectFrom("person")
    .select("id")
    .where("site_id", "=", person.siteId)
    .where("kind", "=", person.kind)
    .where("name", "=", person.name)
    .where("device_hash", person.deviceHash === null ? "is" : "=", person.deviceHash)
    .where("email_hash", person.emailHash === null ? "is" : "=", person.emailHash)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertPerson(tx: Tx, person: NewPerson): Promise<PersonId> {
  const { id } = await tx
    .insertInto("person")
    .values({
      site_id: person.siteId,
      kind: person.kind,
      name: person.name,
      title: person.title,
      email_sealed: person.emailSealed,
      email_hash: person.emailHash,
      device_hash: person.deviceHash,
      created_at: person.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function personsOfDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<PersonId[]> {
  const rows = await db
    .selectFrom("person")
    .select("id")
    .where("device_hash", "=", deviceHash)
    .where("site_id", "=", siteId)
    .execute();
  return rows.map((row) => row.id);
}

export async function staffNames(db: Db, siteId: SiteId): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .select("name")
    .where("site_id", "=", siteId)
    .where("kind", "=", "staff")
    .distinct()
    .execute();
  return rows.map((row) => row.name);
}

export async function lastNameOnDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<string> {
  const row = await db
    .selectFrom("person")
    .select("name")
    .where("device_hash", "=", deviceHash)
    .where("site_id", "=", siteId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.name ?? "";
}
