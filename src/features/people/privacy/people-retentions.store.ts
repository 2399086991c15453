import { type SelectQueryBuilder, sql } from "kysely";
import type { Db, Schema, Tx } from "../../../platform/db/database.ts";

type Ids<Table extends keyof Schema, Id> = SelectQueryBuilder<Schema, Table, { id: Id }>;

async function countOf<Table extends keyof Schema, Id>(db: Db, ids: Ids<Table, Id>): Promise<number> {
  const row = await db
    .selectFrom(ids.as("found"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return row?.n ?? 0;
}

const iso = (at: number) => new Date(at).toISOString();

// Guests without a comment since then. An empty hash is nobody's, and neither is one that is shorter than a hash.
const unusedDevices = (db: Db, before: number) =>
  db
    .selectFrom("person")
    .select("person.id")
    .where("device_hash", ">", "-")
    .where("created_at", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("comment")
            .select("comment.id")
            .whereRef("comment.author_id", "=", "person.id")
            .where("comment.created_at", ">=", before),
        ),
      ),
    );

export async function forgetDevices(tx: Tx, before: number, limit: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("person")
    .set({ device_hash: "" })
    .where("id", "in", unusedDevices(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export const countDevices = (db: Db, before: number) => countOf(db, unusedDevices(db, before));

const oldNetworks = (db: Db, before: number) =>
  db.selectFrom("session").select("id").where("network_hash", "!=", "").where("created_at", "<", iso(before));

export async function forgetNetworks(tx: Tx, before: number, limit: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("session")
    .set({ network_hash: "" })
    .where("id", "in", oldNetworks(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export const countNetworks = (db: Db, before: number) => countOf(db, oldNetworks(db, before));

const endedSessions = (db: Db, before: number) =>
  db.selectFrom("session").select("id").where("expires_at", "<", iso(before));

export async function deleteSessions(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("session")
    .where("id", "in", endedSessions(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export const countSessions = (db: Db, before: number) => countOf(db, endedSessions(db, before));

const endedCodes = (db: Db, before: number) =>
  db.selectFrom("verification").select("id").where("expires_at", "<", iso(before));

export async function deleteCodes(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("verification")
    .where("id", "in", endedCodes(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export const countCodes = (db: Db, before: number) => countOf(db, endedCodes(db, before));

const oldRequests = (db: Db, before: number) =>
  db.selectFrom("account_request").select("id").where("at", "<", before);

export async function deleteRequests(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("account_request")
    .where("id", "in", oldRequests(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export const countRequests = (db: Db, before: number) => countOf(db, oldRequests(db, before));

// With an address, which nobody has proved, and no other way in. Whoever has written or works here stays.
const unverified = (db: Db, before: number) =>
  db
    .selectFrom("member")
    .select("member.id")
    .where("email_verified", "=", 0)
    .where("email_hash", "is not", null)
    .where("member.created_at", "<", iso(before))
    .where(({ and, not, exists, selectFrom }) =>
      and([
        not(exists(selectFrom("person").select("person.id").whereRef("person.member_id", "=", "member.id"))),
        not(
          exists(
            selectFrom("staff_role")
              .select("staff_role.role")
              .whereRef("staff_role.member_id", "=", "member.id"),
          ),
        ),
        not(
          exists(
            selectFrom("sign_in_method")
              .select("sign_in_method.id")
              .whereRef("sign_in_method.member_id", "=", "member.id")
              .where("sign_in_method.provider_id", "!=", sql.lit("credential")),
          ),
        ),
      ]),
    );

export async function deleteUnverified(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("member")
    .where("id", "in", unverified(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export const countUnverified = (db: Db, before: number) => countOf(db, unverified(db, before));
