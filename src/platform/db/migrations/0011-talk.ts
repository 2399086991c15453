import type { Kysely } from "kysely";

/** Talking as a member: former texts and drafts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("comment_revision")
    .addColumn("comment_id", "bigint", (c) => c.notNull().references("comment.id").onDelete("cascade"))
    // From 1: what was written first.
    .addColumn("number", "integer", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    // 0: nobody but the writer and the staff has ever seen it.
    .addColumn("was_public", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("comment_revision_of", ["comment_id", "number"])
    .execute();
  await db.schema
    .alterTable("comment")
    .addColumn("history_count", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("draft")
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    // The comment that it answers; 0: none.
    .addColumn("parent_id", "bigint", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("draft_of", ["member_id", "story_id", "parent_id"])
    .execute();
  await db.schema.createIndex("draft_by_time").on("draft").column("at").execute();
}
