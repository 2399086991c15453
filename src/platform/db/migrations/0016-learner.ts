import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

const zero = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo(0);
const ofSite = (c: ColumnDefinitionBuilder) => c.notNull().references("site.id").onDelete("cascade");

/** What a site's learner was taught, states of it that are kept, and what it thought of comments. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = (name: string) => dialect.withId(db.schema.createTable(name));
  await db.schema
    .createTable("learner")
    .addColumn("site_id", "bigint", (c) => c.primaryKey().references("site.id").onDelete("cascade"))
    // The state that its lessons add to: a snapshot; 0: nothing learnt.
    .addColumn("base_id", "bigint", zero)
    // Counts up when lessons before the last count no longer, or again.
    .addColumn("generation", "bigint", zero)
    // Of its last lesson.
    .addColumn("number", "bigint", zero)
    // Decisions up to here have been looked at.
    .addColumn("settled", "bigint", zero)
    .execute();
  await table("lesson")
    .addColumn("site_id", "bigint", ofSite)
    // In the order of learning, from 1 on each site.
    .addColumn("number", "bigint", (c) => c.notNull())
    .addColumn("decision_id", "bigint", (c) => c.notNull().unique())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    // 1: refused; 0: published; -1: nothing is learnt from it.
    .addColumn("label", "integer", (c) => c.notNull())
    // SQLite keeps bytes as they are in a column of any type.
    .addColumn("features", sql`bytea`, (c) => c.notNull())
    // What the learner would have said, before it learnt it.
    .addColumn("score", "double precision", (c) => c.notNull())
    // The decision by which it doesn't count; 0: it counts; -1: its text was erased.
    .addColumn("voided_by", "bigint", zero)
    .addColumn("at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("lesson_number", ["site_id", "number"])
    .execute();
  await db.schema.createIndex("lesson_of").on("lesson").column("comment_id").execute();
  await db.schema.createIndex("lesson_voided").on("lesson").columns(["voided_by"]).execute();
  await table("learner_snapshot")
    .addColumn("site_id", "bigint", ofSite)
    .addColumn("base_id", "bigint", (c) => c.notNull())
    // The last lesson in it.
    .addColumn("number", "bigint", (c) => c.notNull())
    // auto, import or rollback.
    .addColumn("kind", "text", (c) => c.notNull())
    // Comments learnt from.
    .addColumn("seen", "bigint", (c) => c.notNull())
    .addColumn("digest", "text", (c) => c.notNull())
    .addColumn("size", "bigint", (c) => c.notNull())
    .addColumn("by", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    // 1: all of its pieces are there.
    .addColumn("is_whole", "integer", zero)
    .execute();
  await db.schema
    .createIndex("learner_snapshot_of")
    .on("learner_snapshot")
    .columns(["site_id", "base_id", "number"])
    .execute();
  await db.schema
    .createTable("learner_piece")
    .addColumn("snapshot_id", "bigint", (c) => c.references("learner_snapshot.id").onDelete("cascade"))
    .addColumn("number", "integer")
    .addColumn("bytes", sql`bytea`, (c) => c.notNull())
    .addPrimaryKeyConstraint("learner_piece_key", ["snapshot_id", "number"])
    .execute();
  await db.schema
    .createTable("learner_view")
    .addColumn("comment_id", "bigint", (c) => c.primaryKey())
    .addColumn("site_id", "bigint", ofSite)
    .addColumn("score", "double precision", (c) => c.notNull())
    // Which state of the learner said so.
    .addColumn("version", "text", (c) => c.notNull())
    // What was known besides the text when it was posted.
    .addColumn("known", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("learner_view_by_time")
    .on("learner_view")
    .columns(["site_id", "comment_id"])
    .execute();
  // States that are tried on past decisions, as far as that has come.
  await table("learner_trial")
    .addColumn("site_id", "bigint", ofSite)
    // Snapshots; 0: what was said at the time.
    .addColumn("one_id", "bigint", (c) => c.notNull())
    .addColumn("other_id", "bigint", (c) => c.notNull())
    // Lessons from here on, not learnt by either; up to `last`, done up to `position`.
    .addColumn("first", "bigint", (c) => c.notNull())
    .addColumn("last", "bigint", (c) => c.notNull())
    .addColumn("position", "bigint", (c) => c.notNull())
    // JSON: how often which score was given, by what the desk decided.
    .addColumn("tallies", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
}
