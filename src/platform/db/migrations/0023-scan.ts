import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

const number = (c: ColumnDefinitionBuilder) => c.notNull();
const zero = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo(0);

/** Rules that are asked about comments that are published already, and what they saw. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("scan_run"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    // running, stopped, full or done.
    .addColumn("state", "text", (c) => c.notNull())
    // Comments from and up to these moments, both included.
    .addColumn("from_at", "bigint", number)
    .addColumn("to_at", "bigint", number)
    // The last one that was looked at.
    .addColumn("cursor_at", "bigint", number)
    .addColumn("cursor_id", "bigint", zero)
    .addColumn("total", "bigint", number)
    .addColumn("looked", "bigint", zero)
    .addColumn("found", "bigint", zero)
    // With so many found it stops, and goes on for as many more when somebody says so.
    .addColumn("most", "bigint", number)
    .addColumn("room", "bigint", number)
    // Goes up with every slice: of two processes only one can write the next.
    .addColumn("version", "bigint", zero)
    // Whoever works at it says so, for a while at a time.
    .addColumn("taken_until", "bigint", zero)
    .addColumn("started_at", "bigint", number)
    .addColumn("changed_at", "bigint", number)
    .execute();
  await sql`create unique index scan_run_one on scan_run (site_id) where state = 'running'`.execute(db);
  await db.schema
    .createTable("scan_finding")
    .addColumn("comment_id", "bigint", (c) => c.notNull().references("comment.id").onDelete("cascade"))
    .addColumn("phase", "text", (c) => c.notNull())
    .addColumn("run_id", "bigint", (c) => c.notNull().references("scan_run.id").onDelete("cascade"))
    .addColumn("say", "text", (c) => c.notNull())
    .addColumn("code", "text", (c) => c.notNull())
    // JSON: what was seen, as in decisions.
    .addColumn("details", "text", (c) => c.notNull())
    .addColumn("at", "bigint", number)
    .addPrimaryKeyConstraint("scan_finding_key", ["comment_id", "phase"])
    .execute();
  await db.schema.createIndex("scan_finding_of").on("scan_finding").columns(["run_id", "phase"]).execute();
}
