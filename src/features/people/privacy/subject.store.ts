import type { Db } from "../../../platform/db/database.ts";
import { inGroups, padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { nobodysDevice } from "./people-holdings.store.ts";

export interface KnownPerson {
  id: PersonId;
  deviceHash: string | null;
  memberId: MemberId | null;
}

function persons(db: Db) {
  return db
    .selectFrom("person")
    .select(["person.id", "device_hash as deviceHash", "member_id as memberId"])
    .orderBy("person.id");
}

export function personsOfMember(db: Db, memberId: MemberId): Promise<KnownPerson[]> {
  return persons(db).where("member_id", "=", memberId).execute();
}

/** Guests who gave this address. */
export function guestsOfAddress(db: Db, emailHash: string): Promise<KnownPerson[]> {
  return persons(db).where("email_hash", "=", emailHash).where("member_id", "is", null).execute();
}

/** All who have written from one of these devices. */
export async function personsOnDevices(db: Db, devices: readonly string[]) {
  if (devices.length === 0) return [];
  return persons(db).where("device_hash", "in", padded(devices)).execute();
}

/** Who wrote a comment; null: it has lost its name, and nobody can tell whose it was. */
export async function authorOf(db: Db, siteId: SiteId, id: CommentId): Promise<KnownPerson | null> {
  const row = await persons(db)
    .innerJoin("comment", "comment.author_id", "person.id")
    .where("comment.id", "=", id)
    .where("comment.site_id", "=", siteId)
    .executeTakeFirst();
  return row && row.deviceHash !== nobodysDevice ? row : null;
}

/** The sites on which these have written. */
export async function sitesOfPersons(db: Db, ids: readonly PersonId[]): Promise<SiteId[]> {
  const sites = new Set<SiteId>();
  for (const group of inGroups(ids)) {
    const query = db.selectFrom("person").select("site_id").distinct();
    for (const row of await query.where("id", "in", padded(group)).execute()) sites.add(row.site_id);
  }
  return [...sites];
}

export async function findMember(db: Db, by: { id: MemberId } | { handle: string } | { emailHash: string }) {
  const row = await db
    .selectFrom("member")
    .select(["id", "email_hash as emailHash", "email_verified as isVerified"])
    .where((eb) =>
      "id" in by
        ? eb("id", "=", by.id)
        : "handle" in by
          ? eb("handle", "=", by.handle)
          : eb("email_hash", "=", by.emailHash),
    )
    .executeTakeFirst();
  return row ?? null;
}

/** The names of an account of the staff, on all sites; none when it isn't one. */
export async function namesAsStaff(db: Db, memberId: MemberId): Promise<string[]> {
  const own = await db
    .selectFrom("member")
    .innerJoin("staff_role", "staff_role.member_id", "member.id")
    .select("member.name")
    .where("member.id", "=", memberId)
    .execute();
  const written = await db
    .selectFrom("person")
    .select("name")
    .where("member_id", "=", memberId)
    .where("kind", "=", "staff")
    .execute();
  return [...new Set([...own, ...written].map(({ name }) => name))];
}
