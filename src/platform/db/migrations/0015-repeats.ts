import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** What was said before, nearly the same: sketches of long comments, and clusters of them. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("repeat_cluster"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("size", "integer", (c) => c.notNull())
    .addColumn("last_at", "bigint", (c) => c.notNull())
    // What somebody of the desk last decided about one of them: published, rejected or spam; empty: nothing.
    .addColumn("verdict", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("repeat_text")
    .addColumn("comment_id", "bigint", (c) => c.primaryKey().references("comment.id").onDelete("cascade"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("cluster_id", "bigint")
    // The values of its sketch, with spaces between.
    .addColumn("sketch", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("repeat_text_by_time").on("repeat_text").column("at").execute();
  await db.schema
    .createIndex("repeat_text_of")
    .on("repeat_text")
    .columns(["cluster_id", "comment_id"])
    .execute();
  // Sixteen rows a comment: nothing but their key is kept.
  await dialect
    .asKeys(db.schema.createTable("repeat_value"))
    .addColumn("value", "bigint", (c) => c.notNull())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("repeat_value_key", ["value", "comment_id"])
    .execute();
}
