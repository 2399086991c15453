import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** What is to be sent. Address and content are encrypted: the links in them open accounts. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("mail"))
    // One order, one mail, however often it is given.
    .addColumn("key", "text", (c) => c.notNull().unique())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("member_id", "text")
    .addColumn("language", "text")
    .addColumn("to_sealed", "text", (c) => c.notNull())
    .addColumn("content_sealed", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
}
