import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";

export function readMember(db: Db, id: MemberId) {
  return db.selectFrom("member").selectAll().where("id", "=", id).execute();
}

export function readSessions(db: Db, id: MemberId) {
  return db.selectFrom("session").selectAll().where("member_id", "=", id).orderBy("created_at").execute();
}

export function readMethods(db: Db, id: MemberId) {
  return db
    .selectFrom("sign_in_method")
    .selectAll()
    .where("member_id", "=", id)
    .orderBy("created_at")
    .execute();
}

export function readRoles(db: Db, id: MemberId) {
  return db.selectFrom("staff_role").selectAll().where("member_id", "=", id).orderBy("site_id").execute();
}

/** Persons after `mark`, by their ids. */
export async function readPersons(db: Db, ids: readonly PersonId[], mark: number, limit: number) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("person")
    .selectAll()
    .where("id", "in", padded(ids))
    .where("id", ">", mark as PersonId)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Takes from persons all that tells who they are: nobody writes as them any more. */
export async function stripPersons(
  tx: Tx,
  ids: readonly PersonId[],
  nameOf: (siteId: SiteId) => string,
): Promise<void> {
  if (ids.length === 0) return;
  const sites = await tx
    .selectFrom("person")
    .select("site_id")
    .distinct()
    .where("id", "in", padded(ids))
    .execute();
  for (const { site_id } of sites) {
    await tx
      .updateTable("person")
      .set({
        kind: "guest",
        name: nameOf(site_id),
        title: "",
        email_sealed: null,
        email_hash: null,
        device_hash: "",
        member_id: null,
      })
      .where("id", "in", padded(ids))
      .where("site_id", "=", site_id)
      .execute();
  }
}

/** Deletes persons who have written nothing. Gives how many. */
export async function deletePersons(tx: Tx, ids: readonly PersonId[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { numDeletedRows } = await tx
    .deleteFrom("person")
    .where("id", "in", padded(ids))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("comment").select("comment.id").whereRef("comment.author_id", "=", "person.id"))),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The device of the one who stands under all comments of a site that have lost their name: no hash is this short. */
export const nobodysDevice = "-";

export async function findFormer(tx: Tx, siteId: SiteId): Promise<PersonId | null> {
  const row = await tx
    .selectFrom("person")
    .select("id")
    .where("device_hash", "=", nobodysDevice)
    .where("site_id", "=", siteId)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertFormer(tx: Tx, siteId: SiteId, name: string, at: number): Promise<PersonId> {
  const row = await tx
    .insertInto("person")
    .values({
      site_id: siteId,
      kind: "guest",
      name,
      title: "",
      email_sealed: null,
      email_hash: null,
      device_hash: nobodysDevice,
      created_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Ends every way into an account, at once. */
export async function closeAccount(tx: Tx, id: MemberId, at: number): Promise<void> {
  await tx.updateTable("member").set({ disabled_at: at }).where("id", "=", id).execute();
  await tx.deleteFrom("session").where("member_id", "=", id).execute();
  await tx.deleteFrom("sign_in_method").where("member_id", "=", id).execute();
}

/** Sessions, ways to sign in and roles go with it. */
export async function deleteMember(tx: Tx, id: MemberId): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("member").where("id", "=", id).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Links and codes that wait to be used. */
export function readVerifications(db: Db) {
  return db.selectFrom("verification").select(["id", "identifier", "value"]).execute();
}

export async function deleteVerification(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("verification").where("id", "=", id).execute();
}

export function readRequests(db: Db) {
  return db
    .selectFrom("account_request")
    .select(["id", "kind", "email_sealed", "at"])
    .orderBy("at")
    .execute();
}

export async function deleteRequest(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("account_request").where("id", "=", id).execute();
}
