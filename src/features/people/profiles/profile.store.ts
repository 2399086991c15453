import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import { readStanding } from "../member-person.store.ts";
import { roles } from "../staff/permissions.ts";
import type { Profile } from "./profile.ts";

/** Null: nobody has that handle, or their account is switched off. */
export async function findProfile(db: Db, siteId: SiteId, handle: string): Promise<Profile | null> {
  const row = await db
    .selectFrom("member")
    .leftJoin("profile", "profile.member_id", "member.id")
    .leftJoin("person", (join) =>
      join.onRef("person.member_id", "=", "member.id").on("person.site_id", "=", siteId),
    )
    .leftJoin("publisher_reader", (join) =>
      join.onRef("publisher_reader.member_id", "=", "member.id").on("publisher_reader.site_id", "=", siteId),
    )
    .select([
      "member.id",
      "member.name",
      "member.handle",
      "member.email_verified",
      "publisher_reader.is_subscriber",
      "member.created_at",
      "profile.about",
      "profile.is_listed",
      "profile.picture",
      "person.id as person_id",
    ])
    .where("member.handle", "=", handle)
    .where("member.disabled_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const standing = await readStanding(db, row.id, siteId);
  const role = roles.find((each) => each === standing?.role);
  return {
    memberId: row.id,
    name: row.name,
    handle: row.handle,
    isVerified: row.email_verified === 1,
    isSubscriber: row.is_subscriber === 1,
    staff: role ? { role, title: standing?.title ?? "" } : null,
    since: Date.parse(row.created_at),
    about: row.about ?? "",
    isListed: row.is_listed === 1,
    picture: row.picture,
    personId: row.person_id,
  };
}

/** The handle that whoever had this one before has now. */
export async function findFormerHandle(
  db: Db,
  handle: string,
): Promise<{ handle: string; memberId: MemberId } | null> {
  const row = await db
    .selectFrom("former_handle")
    .innerJoin("member", "member.id", "former_handle.member_id")
    .select(["member.handle", "member.id as memberId"])
    .where("former_handle.handle", "=", handle)
    .executeTakeFirst();
  return row ?? null;
}

export interface OwnProfile {
  name: string;
  handle: string;
  language: string | null;
  about: string;
  isListed: boolean;
  picture: string | null;
}

/** What a member says of themselves, for themselves to change. */
export async function readOwnProfile(db: Db, memberId: MemberId): Promise<OwnProfile | null> {
  const row = await db
    .selectFrom("member")
    .leftJoin("profile", "profile.member_id", "member.id")
    .select(["name", "handle", "language", "about", "is_listed", "picture"])
    .where("member.id", "=", memberId)
    .executeTakeFirst();
  if (!row) return null;
  const { name, handle, language, picture } = row;
  return { name, handle, language, picture, about: row.about ?? "", isListed: row.is_listed === 1 };
}

/** Takes a member's row for this transaction. */
export async function lockMember(tx: Tx, memberId: MemberId) {
  const row = await tx
    .selectFrom("member")
    .select(["name", "handle", "disabled_at"])
    .where("id", "=", memberId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ?? null;
}

/** What a member's address is known by, and whether it is proved. */
export async function readAddress(
  db: Db,
  memberId: MemberId,
): Promise<{ hash: string | null; isVerified: boolean } | null> {
  const row = await db
    .selectFrom("member")
    .select(["email_hash", "email_verified"])
    .where("id", "=", memberId)
    .executeTakeFirst();
  return row ? { hash: row.email_hash, isVerified: row.email_verified === 1 } : null;
}

export async function saveProfile(
  tx: Tx,
  memberId: MemberId,
  { about, isListed }: Pick<OwnProfile, "about" | "isListed">,
): Promise<void> {
  const values = { about, is_listed: isListed ? 1 : 0 };
  await tx
    .insertInto("profile")
    .values({ member_id: memberId, ...values })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet(values))
    .execute();
}

export async function savePicture(tx: Tx, memberId: MemberId, picture: string | null): Promise<void> {
  await tx
    .insertInto("profile")
    .values({ member_id: memberId, picture })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet({ picture }))
    .execute();
}

export async function saveMember(
  tx: Tx,
  memberId: MemberId,
  values: { name?: string; handle?: string; language: string | null },
  at: number,
): Promise<void> {
  await tx
    .updateTable("member")
    .set({ ...values, updated_at: new Date(at).toISOString() })
    .where("id", "=", memberId)
    .execute();
}

/** Who writes for a member, on every site. */
export async function personsOfMember(
  db: Db,
  memberId: MemberId,
): Promise<{ id: PersonId; siteId: SiteId }[]> {
  return db
    .selectFrom("person")
    .select(["id", "site_id as siteId"])
    .where("member_id", "=", memberId)
    .execute();
}

export async function renamePersons(tx: Tx, memberId: MemberId, name: string): Promise<void> {
  await tx.updateTable("person").set({ name }).where("member_id", "=", memberId).execute();
}

/** When a member took another name since `since`, the first time first. */
export async function renamingsSince(db: Db, memberId: MemberId, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom("renaming")
    .select("at")
    .where("member_id", "=", memberId)
    .where("at", ">", since)
    .orderBy("at")
    .execute();
  return rows.map((row) => row.at);
}

export async function insertRenaming(tx: Tx, memberId: MemberId, at: number): Promise<void> {
  await tx.insertInto("renaming").values({ member_id: memberId, at }).execute();
}

/** Remembers one handle as a former one, and another no longer. */
export async function swapFormerHandle(
  tx: Tx,
  memberId: MemberId,
  { before, after }: { before: string; after: string },
): Promise<void> {
  await tx.deleteFrom("former_handle").where("handle", "=", after).execute();
  await tx.insertInto("former_handle").values({ handle: before, member_id: memberId }).execute();
}
