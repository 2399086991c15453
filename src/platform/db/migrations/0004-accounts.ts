import type { CreateTableBuilder, Kysely } from "kysely";

/**
 * Members, how they sign in and where they are signed in. better-auth reads and writes these tables; times are ISO 8601
 * texts and truths 0 or 1 on both engines. https://better-auth.com/docs/concepts/database#core-schema
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await kept(db, "member")
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("handle", "text", (c) => c.notNull().unique())
    .addColumn("email", "text", (c) => c.notNull().unique())
    .addColumn("email_verified", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("email_sealed", "text")
    .addColumn("email_hash", "text")
    .addColumn("image", "text")
    .addColumn("language", "text")
    .addColumn("is_subscriber", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("two_factor_enabled", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("disabled_at", "bigint")
    .execute();
  await db.schema.createIndex("member_by_email_hash").on("member").column("email_hash").execute();
  await kept(db, "session")
    .addColumn("token", "text", (c) => c.notNull().unique())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("expires_at", "text", (c) => c.notNull())
    .addColumn("ip_address", "text")
    .addColumn("user_agent", "text")
    .addColumn("browser", "text", (c) => c.notNull().defaultTo(""))
    .addColumn("network_hash", "text", (c) => c.notNull().defaultTo(""))
    .addColumn("proved_at", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex("session_by_member").on("session").column("member_id").execute();
  await db.schema.createIndex("session_by_end").on("session").column("expires_at").execute();
  await kept(db, "sign_in_method")
    .addColumn("account_id", "text", (c) => c.notNull())
    .addColumn("provider_id", "text", (c) => c.notNull())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("access_token", "text")
    .addColumn("refresh_token", "text")
    .addColumn("id_token", "text")
    .addColumn("access_token_expires_at", "text")
    .addColumn("refresh_token_expires_at", "text")
    .addColumn("scope", "text")
    .addColumn("password", "text")
    .addUniqueConstraint("sign_in_method_of_provider", ["provider_id", "account_id"])
    .execute();
  await db.schema.createIndex("sign_in_method_by_member").on("sign_in_method").column("member_id").execute();
  await kept(db, "verification")
    .addColumn("identifier", "text", (c) => c.notNull())
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("expires_at", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("verification_by_identifier").on("verification").column("identifier").execute();
  await db.schema
    .createTable("account_request")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("email_sealed", "text", (c) => c.notNull())
    .addColumn("content_sealed", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("done_at", "bigint")
    .execute();
  await db.schema.createIndex("account_request_by_time").on("account_request").column("at").execute();
  await db.schema
    .createTable("staff_role")
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    // 0: every site.
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("staff_role_on_site", ["member_id", "site_id"])
    .execute();
  await db.schema.alterTable("person").addColumn("member_id", "text").execute();
}

/** A table of better-auth's: with an id that it gives, and the times of its first and last change. */
function kept(db: Kysely<unknown>, name: string): CreateTableBuilder<string, string> {
  return db.schema
    .createTable(name)
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("created_at", "text", (c) => c.notNull())
    .addColumn("updated_at", "text", (c) => c.notNull());
}
