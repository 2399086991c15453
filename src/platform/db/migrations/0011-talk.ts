import { type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Talking as a member: former texts, drafts, and what a reader has muted and follows. */
export async function up(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  // Two more that others make as well, whoever comes first.
  await db.schema
    .createIndex("person_of_member")
    .ifNotExists()
    .unique()
    .on("person")
    .columns(["member_id", "site_id"])
    .where(sql.ref("member_id"), "is not", null)
    .execute();
  await createRelations(db);
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

async function createRelations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("mute")
    .ifNotExists()
    .addColumn("member_id", "text", (c) => c.notNull())
    .addColumn("person_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("mute_once", ["member_id", "person_id"])
    .execute();
  await db.schema
    .createTable("follow")
    .ifNotExists()
    .addColumn("member_id", "text", (c) => c.notNull())
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("target_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("follow_once", ["member_id", "kind", "target_id"])
    .execute();
}
