import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** A sample of decisions that others decide again, without knowing of the first. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("review_item"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("decision_id", "bigint", (c) => c.notNull().unique())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    // What was decided first: publish or refuse.
    .addColumn("first", "text", (c) => c.notNull())
    // The rule that had held it, or that refused it; empty: none.
    .addColumn("rule", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    // open, agreed, disputed or settled.
    .addColumn("state", "text", (c) => c.notNull().defaultTo("open"))
    // What holds in the end: publish or refuse; empty: it isn't settled.
    .addColumn("verdict", "text", (c) => c.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("review_item_by_state")
    .on("review_item")
    .columns(["site_id", "state", "id"])
    .execute();
  await db.schema.createIndex("review_item_by_time").on("review_item").columns(["site_id", "at"]).execute();
  await db.schema.createIndex("review_item_by_comment").on("review_item").column("comment_id").execute();
  await dialect
    .withId(db.schema.createTable("review"))
    .addColumn("item_id", "bigint", (c) => c.notNull().references("review_item.id").onDelete("cascade"))
    // Who gave it; something that leads nowhere when they are gone.
    .addColumn("reviewer", "text", (c) => c.notNull())
    .addColumn("verdict", "text", (c) => c.notNull())
    // A second or third look, or the editor's word.
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("review_once", ["item_id", "reviewer"])
    .execute();
  await db.schema.createIndex("review_by_reviewer").on("review").columns(["reviewer", "id"]).execute();
}
