import type { Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Accounts elsewhere: what is under way with them, what they know us by, and publishers that vouch for their readers. */
export async function up(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema
    .createTable("connection_attempt")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("stage", "text", (c) => c.notNull())
    .addColumn("browser_hash", "text", (c) => c.notNull())
    .addColumn("content_sealed", "text", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("connection_attempt_by_end")
    .on("connection_attempt")
    .column("expires_at")
    .execute();
  await db.schema
    .createTable("mastodon_app")
    .addColumn("host", "text", (c) => c.primaryKey())
    .addColumn("redirect_uri", "text", (c) => c.notNull())
    .addColumn("client_id", "text", (c) => c.notNull())
    .addColumn("secret_sealed", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("publisher")
    .addColumn("site_id", "bigint", (c) => c.primaryKey().references("site.id").onDelete("cascade"))
    .addColumn("settings_sealed", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  // Hand-overs that have been used, until they are too old to be used anyway.
  await db.schema
    .createTable("publisher_token")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("token_hash", "text", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("publisher_token_once", ["site_id", "token_hash"])
    .execute();
  await db.schema.createIndex("publisher_token_by_end").on("publisher_token").column("expires_at").execute();
  // The role that a publisher gave last: it takes back or changes no other.
  await db.schema
    .createTable("publisher_role")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("role", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("publisher_role_of_member", ["site_id", "member_id"])
    .execute();
}
