import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

export function readAttempts(db: Db) {
  return db.selectFrom("connection_attempt").select(["id", "content_sealed"]).execute();
}

/** On which sites a member is a subscriber, or has been. */
export function readSubscriptions(db: Db, memberId: MemberId) {
  return db
    .selectFrom("publisher_reader")
    .select(["site_id", "is_subscriber"])
    .where("member_id", "=", memberId)
    .orderBy("site_id")
    .execute();
}

export async function deleteAttempt(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("connection_attempt").where("id", "=", id).execute();
}

const expired = (db: Db, before: number) =>
  db.selectFrom("connection_attempt").select("id").where("expires_at", "<", before);

export async function deleteSomeAttempts(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("connection_attempt")
    .where("id", "in", expired(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countAttempts(db: Db, before: number): Promise<number> {
  return (await expired(db, before).execute()).length;
}

const used = (db: Db, before: number) =>
  db.selectFrom("publisher_token").select(["site_id", "token_hash"]).where("expires_at", "<", before);

export async function deleteSomeTokens(tx: Tx, before: number, limit: number): Promise<number> {
  const old = await used(tx, before).limit(limit).execute();
  for (const { site_id, token_hash } of old)
    await tx
      .deleteFrom("publisher_token")
      .where("site_id", "=", site_id)
      .where("token_hash", "=", token_hash)
      .execute();
  return old.length;
}

export async function countTokens(db: Db, before: number): Promise<number> {
  return (await used(db, before).execute()).length;
}

// A server of one person tells who they are.
const leftServers = (db: Db, before: number) =>
  db
    .selectFrom("mastodon_app")
    .select("host")
    .where("at", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("sign_in_method")
            .select("sign_in_method.id")
            .where("sign_in_method.provider_id", "=", sql<string>`'mastodon@' || mastodon_app.host`),
        ),
      ),
    );

export async function deleteSomeServers(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("mastodon_app")
    .where("host", "in", leftServers(tx, before).limit(limit))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countServers(db: Db, before: number): Promise<number> {
  return (await leftServers(db, before).execute()).length;
}
