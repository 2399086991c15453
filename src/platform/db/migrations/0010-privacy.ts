import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Erasures, of which only a receipt is kept; what is kept for how long, and when that was last seen to. */
export async function up(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema
    .createTable("erasure")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("level", "text", (c) => c.notNull())
    .addColumn("by_staff", "integer", (c) => c.notNull())
    .addColumn("counts", "text", (c) => c.notNull())
    // Whose it is, encrypted, and how far it has come; both are taken away when it is done.
    .addColumn("subject_sealed", "text")
    .addColumn("step", "text")
    .addColumn("mark", "bigint", (c) => c.notNull())
    .addColumn("finished_at", "bigint")
    .execute();
  await db.schema.createIndex("erasure_by_end").on("erasure").columns(["finished_at", "at"]).execute();
  await db.schema
    .createTable("retention_run")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("forgotten", "bigint", (c) => c.notNull())
    .addColumn("total", "bigint", (c) => c.notNull())
    // Up to when everything has been seen to.
    .addColumn("mark", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("recommend_by_time").on("recommend").column("at").execute();
  await db.schema.createIndex("report_by_time").on("report").column("at").execute();
}
