import { type Kysely, sql } from "kysely";

/** Who is asked to join the staff, links that open an account once, and a way to what was changed by whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Only what is open: who accepts one, or takes it back, removes it. What happened stands in the log.
  await db.schema
    .createTable("invitation")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("token_hash", "text", (c) => c.notNull().unique())
    // 0: every site.
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    // What whoever invites calls them.
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("email_sealed", "text", (c) => c.notNull())
    .addColumn("email_hash", "text", (c) => c.notNull())
    .addColumn("invited_by", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("invitation_by_email_hash").on("invitation").column("email_hash").execute();
  await db.schema
    .createTable("one_time_link")
    .addColumn("token_hash", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("member_id", "text", (c) => c.references("member.id").onDelete("cascade"))
    // Absent: it holds until another one is made.
    .addColumn("expires_at", "bigint")
    .execute();
  // Changes of roles and settings are few among all that happens.
  await sql`create index event_of_staff on event (id) where type in ('staff.changed', 'site.changed')`.execute(
    db,
  );
}
