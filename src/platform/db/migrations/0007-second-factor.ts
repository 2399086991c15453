import type { Kysely } from "kysely";

/** What members prove themselves with beside a password, and where they are signed in. Times are milliseconds since 1970. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // 0: this session has given no second factor; one of a member who has one is nobody's until it does.
  await db.schema
    .alterTable("session")
    .addColumn("factor_at", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable("session")
    .addColumn("seen_at", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("totp")
    .addColumn("member_id", "text", (c) => c.primaryKey().references("member.id").onDelete("cascade"))
    // Null: the first one hasn't been confirmed yet.
    .addColumn("secret_sealed", "text")
    // Waits to be confirmed by a code, and takes the other's place then.
    .addColumn("next_sealed", "text")
    .addColumn("last_step", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("recovery_code")
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("hash", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("recovery_code_of_member", ["member_id", "hash"])
    .execute();
  await db.schema
    .createTable("passkey")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("name", "text", (c) => c.notNull())
    // The host that it was made for: a browser offers it nowhere else.
    .addColumn("host", "text", (c) => c.notNull())
    .addColumn("credential_id", "text", (c) => c.notNull().unique())
    .addColumn("public_key", "text", (c) => c.notNull())
    .addColumn("counter", "bigint", (c) => c.notNull())
    .addColumn("transports", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint")
    .execute();
  await db.schema.createIndex("passkey_by_member").on("passkey").column("member_id").execute();
  await db.schema
    .createTable("trusted_device")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("member_id", "text", (c) => c.notNull().references("member.id").onDelete("cascade"))
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("trusted_device_by_member").on("trusted_device").column("member_id").execute();
  await db.schema
    .createTable("factor_try")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("count", "integer", (c) => c.notNull())
    .addColumn("first_at", "bigint", (c) => c.notNull())
    .addColumn("blocked_until", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("factor_try_by_time").on("factor_try").column("first_at").execute();
  // Challenges and links that were answered, until nobody could answer them any more.
  await db.schema
    .createTable("spent")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("until", "bigint", (c) => c.notNull())
    .execute();
}
