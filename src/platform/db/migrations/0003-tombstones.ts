import { type Kysely, sql } from "kysely";

/**
 * A program that walks a discussion by time meets tombstones too. There are few, so they have an index of their own
 * and no comment pays for it. Queries have to name its conditions literally, for SQLite to know.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("comment_tombstones")
    .on("comment")
    .columns(["story_id", "created_at", "id"])
    .where(sql<boolean>`shown = 1 and status <> 'published'`)
    .execute();
}
