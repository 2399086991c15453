import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Services elsewhere that are asked about comments. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("classifier"))
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("name", "text", (c) => c.notNull())
    // openai, akismet or hook.
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("url", "text", (c) => c.notNull())
    .addColumn("secret_sealed", "text", (c) => c.notNull())
    .addColumn("model", "text", (c) => c.notNull())
    .addColumn("is_on", "integer", (c) => c.notNull())
    // Per cent: what scores as much waits.
    .addColumn("hold_from", "integer", (c) => c.notNull())
    // Whether a comment waits when the service doesn't answer.
    .addColumn("holds_on_failure", "integer", (c) => c.notNull())
    // Counts up with every change.
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("classifier_of").on("classifier").columns(["site_id", "id"]).execute();
}
