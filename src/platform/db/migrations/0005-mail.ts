import { type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

/** Mails to be sent, what they are to tell of, who follows what, and who wants which of them when. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createMail(db, dialect);
  await createNotices(db, dialect);
  await createFollowing(db);
  await createPreferences(db);
}

/** Address and content are encrypted, since the links in them open accounts; both are erased when it has been sent. */
async function createMail(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .withId(db.schema.createTable("mail"))
    // One order, one mail, however often it is given.
    .addColumn("key", "text", (c) => c.notNull().unique())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("member_id", "text")
    .addColumn("language", "text")
    .addColumn("to_sealed", "text")
    .addColumn("to_hash", "text")
    .addColumn("content_sealed", "text")
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("priority", "integer", (c) => c.notNull())
    .addColumn("send_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .addColumn("tries", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("tried_at", "bigint")
    .addColumn("lease", "text")
    .addColumn("leased_until", "bigint")
    .addColumn("handed_at", "bigint")
    .addColumn("error", "text")
    .addColumn("ended_at", "bigint")
    .execute();
  await db.schema
    .createIndex("mail_waiting")
    .on("mail")
    .columns(["priority", "send_at"])
    .where(sql.ref("state"), "=", sql.lit("waiting"))
    .execute();
  await db.schema.createIndex("mail_by_state").on("mail").columns(["state", "ended_at"]).execute();
  await db.schema.createIndex("mail_by_member").on("mail").column("member_id").execute();
  await db.schema.createIndex("mail_by_address").on("mail").column("to_hash").execute();
  // One row while the mail server can't be reached.
  await db.schema
    .createTable("mail_outage")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("since", "bigint", (c) => c.notNull())
    .addColumn("last_at", "bigint", (c) => c.notNull())
    .addColumn("error", "text", (c) => c.notNull())
    .execute();
}

async function createNotices(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable("mail_cursor")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("mark", "bigint", (c) => c.notNull())
    .execute();
  await dialect
    .withId(db.schema.createTable("notice"))
    .addColumn("member_id", "text", (c) => c.notNull())
    // What happened: nobody is told of one thing twice, whatever the reasons.
    .addColumn("thing", "text", (c) => c.notNull())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addColumn("topic", "text", (c) => c.notNull())
    // What later ones are gathered with.
    .addColumn("thread", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("due_at", "bigint", (c) => c.notNull())
    .addColumn("mailed_at", "bigint")
    .addUniqueConstraint("notice_of_thing", ["member_id", "thing"])
    .execute();
  await db.schema
    .createIndex("notice_due")
    .on("notice")
    .column("due_at")
    .where(sql.ref("mailed_at"), "is", null)
    .execute();
  await db.schema.createIndex("notice_by_thread").on("notice").columns(["member_id", "thread"]).execute();
  await db.schema.createIndex("notice_by_time").on("notice").column("at").execute();
  // When each comment came to be seen, for digests: that can be long after it was written.
  await db.schema
    .createTable("seen_comment")
    .addColumn("comment_id", "bigint", (c) => c.primaryKey())
    .addColumn("story_id", "bigint", (c) => c.notNull())
    .addColumn("author_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("seen_comment_of_story")
    .on("seen_comment")
    .columns(["story_id", "at"])
    .execute();
  await db.schema
    .createIndex("seen_comment_of_author")
    .on("seen_comment")
    .columns(["author_id", "at"])
    .execute();
  await db.schema.createIndex("seen_comment_by_time").on("seen_comment").column("at").execute();
}

async function createFollowing(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("follow")
    .addColumn("member_id", "text", (c) => c.notNull())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("target_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("follow_once", ["member_id", "kind", "target_id"])
    .execute();
  await db.schema.createIndex("follow_by_target").on("follow").columns(["kind", "target_id"]).execute();
}

async function createPreferences(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("mail_preference")
    .addColumn("member_id", "text", (c) => c.primaryKey())
    .addColumn("replies", "integer", (c) => c.notNull())
    .addColumn("decisions", "integer", (c) => c.notNull())
    .addColumn("people", "text", (c) => c.notNull())
    .addColumn("stories", "text", (c) => c.notNull())
    .addColumn("digest", "text", (c) => c.notNull())
    // Hours of the day in the site's time zone; the same twice: no quiet hours.
    .addColumn("quiet_from", "integer", (c) => c.notNull())
    .addColumn("quiet_until", "integer", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("mail_digest")
    .addColumn("member_id", "text", (c) => c.notNull())
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("last_at", "bigint", (c) => c.notNull())
    .addColumn("next_at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("mail_digest_on_site", ["member_id", "site_id"])
    .execute();
  await db.schema.createIndex("mail_digest_due").on("mail_digest").column("next_at").execute();
}
