import type { Db } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

export function readProfileRow(db: Db, memberId: MemberId) {
  return db
    .selectFrom("profile")
    .select(["about", "is_listed", "picture"])
    .where("member_id", "=", memberId)
    .executeTakeFirst();
}

/** Whom a member has muted, on all sites. */
export function mutesOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("mute")
    .innerJoin("person", "person.id", "mute.person_id")
    .select(["person.site_id", "person.name", "mute.at"])
    .where("mute.member_id", "=", memberId)
    .orderBy("mute.at")
    .orderBy("person.id")
    .execute();
}

export function formerHandlesOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("former_handle")
    .select("handle")
    .where("member_id", "=", memberId)
    .orderBy("handle")
    .execute();
}

/** When a member took another name. */
export function renamingsOf(db: Db, memberId: MemberId) {
  return db.selectFrom("renaming").select("at").where("member_id", "=", memberId).orderBy("at").execute();
}
