import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, MemberId, SiteId } from "../../../platform/lib/ids.ts";

export interface StaffName {
  name: string;
  /** Null: whom an import brought, without an account. */
  memberId: MemberId | null;
}

const staffPersons = prepared((db: Db, value: Values<{ siteId: SiteId }>) =>
  db
    .selectFrom("person")
    // Not asked for by the account: a planner would walk through everybody who has none.
    .select(["name", "member_id"])
    .where("site_id", "=", value("siteId"))
    // Named literally, so that the index of the staff matches.
    .where("kind", "=", sql.lit("staff")),
);

const staffIds = prepared((db: Db) => db.selectFrom("staff_role").select("member_id"));

// Asked for by their ids: joined, a planner that doesn't know yet how few they are would walk through all members.
const membersById = prepared((db: Db, value: Values<{ ids: readonly MemberId[] }>) =>
  db.selectFrom("member").select(["id", "name", "handle"]).where("id", "in", value("ids")),
);

/**
 * Names of those of a site's staff whom an import brought, and names and handles of all staff of the installation: a
 * member writes on every site of it.
 */
export async function staffNames(db: Db, siteId: SiteId): Promise<StaffName[]> {
  const [persons, roles] = await Promise.all([staffPersons(db, { siteId }), staffIds(db, {})]);
  const ids = [...new Set(roles.map((row) => row.member_id))];
  const members = ids.length === 0 ? [] : await membersById(db, { ids });
  return [
    ...persons.flatMap(({ name, member_id }) => (member_id === null ? [{ name, memberId: null }] : [])),
    ...members.flatMap(({ id, name, handle }) => [
      { name, memberId: id },
      { name: handle, memberId: id },
    ]),
  ];
}

type Wanted = { skeletons: readonly string[]; exceptMember: string };

const amongKnown = prepared((db: Db, value: Values<Wanted>) =>
  db
    .selectFrom("known_name")
    .select("member_id")
    .where("skeleton", "in", value("skeletons"))
    .where("member_id", "!=", value("exceptMember") as MemberId)
    .limit(1),
);

export async function findKnownName(
  db: Db,
  skeletons: readonly string[],
  exceptMember: string,
): Promise<boolean> {
  const rows = await amongKnown(db, { skeletons, exceptMember });
  return rows.length > 0;
}

export async function namesOfMember(
  db: Db,
  memberId: MemberId,
): Promise<{ name: string; handle: string } | null> {
  const row = await db
    .selectFrom("member")
    .select(["name", "handle"])
    .where("id", "=", memberId)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertKnownNames(
  tx: Tx,
  memberId: MemberId,
  skeletons: readonly string[],
): Promise<void> {
  if (skeletons.length === 0) return;
  await tx
    .insertInto("known_name")
    .values(skeletons.map((skeleton) => ({ skeleton, member_id: memberId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteKnownNames(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("known_name").where("member_id", "=", memberId).execute();
}

/** The members with a proved address and no kept name who wrote one of these comments. */
const newWriters = prepared((db: Db, value: Values<{ ids: readonly CommentId[] }>) =>
  db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .innerJoin("member", "member.id", "person.member_id")
    .select("member.id")
    .distinct()
    .where("comment.id", "in", value("ids"))
    .where("member.email_verified", "=", 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("known_name").select("skeleton").whereRef("known_name.member_id", "=", "member.id"),
        ),
      ),
    ),
);

export async function unknownWriters(db: Db, ids: readonly CommentId[]): Promise<MemberId[]> {
  if (ids.length === 0) return [];
  const rows = await newWriters(db, { ids });
  return rows.map((row) => row.id);
}

/** Whether a member has so many published comments, over all sites. */
export async function hasPublished(db: Db, memberId: MemberId, count: number): Promise<boolean> {
  const rows = await db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .select("comment.id")
    .where("person.member_id", "=", memberId)
    .where("comment.status", "=", "published")
    .limit(count)
    .execute();
  return rows.length === count;
}

export async function hasKnownName(db: Db, memberId: MemberId): Promise<boolean> {
  const row = await db
    .selectFrom("known_name")
    .select("skeleton")
    .where("member_id", "=", memberId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
