import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Word lists of the desk. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("word_list"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("name", "text", (c) => c.notNull())
    // banned or suspect.
    .addColumn("kind", "text", (c) => c.notNull())
    // Below stories of this language alone; empty: below all.
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("is_on", "integer", (c) => c.notNull())
    // One a line.
    .addColumn("entries", "text", (c) => c.notNull())
    .addColumn("entry_count", "integer", (c) => c.notNull())
    // Counts up with every change.
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("word_list_of").on("word_list").columns(["site_id", "id"]).execute();
}
