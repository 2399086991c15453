import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

/** The moderation desk: its rules, its queues, its decisions, and what it may do to comments and people. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = (name: string) => dialect.withId(db.schema.createTable(name));
  await extendDecisions(db);
  await extendComments(db);
  await createQueues(db, table("queue_item"));
  await table("sanction")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    // "suspension" or "ban".
    .addColumn("kind", "text", (c) => c.notNull())
    // person, member, device, network or domain; and which: an id or a keyed hash.
    .addColumn("target", "text", (c) => c.notNull())
    .addColumn("key", "text", (c) => c.notNull())
    // Absent: for good.
    .addColumn("until", "bigint")
    .addColumn("code", "text", (c) => c.notNull())
    .addColumn("decision_id", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("ended_at", "bigint")
    .execute();
  await db.schema.createIndex("sanction_on").on("sanction").columns(["site_id", "target", "key"]).execute();
  await table("staff_note")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("person_id", "bigint", (c) => c.notNull().references("person.id").onDelete("cascade"))
    // The comment at which it was written; 0: none.
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addColumn("by", "text", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("staff_note_on").on("staff_note").columns(["person_id", "id"]).execute();
  // Every state that a site's rules have had; the last one holds.
  await table("rule_set")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("settings", "text", (c) => c.notNull())
    .addColumn("by", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("rule_set_of").on("rule_set").columns(["site_id", "id"]).execute();
}

async function extendDecisions(db: Kysely<unknown>) {
  const add = (name: string) => db.schema.alterTable("decision").addColumn(name, "text", empty);
  // What it is about where that isn't a comment (then comment_id is 0): "person:12", "story:5".
  await add("about").execute();
  await add("code").execute();
  await add("version").execute();
  // JSON: what was seen, and what an undo needs.
  await add("details").execute();
  // The decision that this one takes back; 0: none.
  await db.schema.alterTable("decision").addColumn("undoes", "bigint", zero).execute();
  // The place in the site's chain; absent until it is linked. See audit.
  await db.schema.alterTable("decision").addColumn("number", "bigint").execute();
  await add("salt").execute();
  await add("digest").execute();
  await add("hash").execute();
  await db.schema
    .createIndex("decision_in_chain")
    .unique()
    .on("decision")
    .columns(["site_id", "number"])
    .execute();
  await db.schema.createIndex("decision_by_time").on("decision").columns(["site_id", "at", "id"]).execute();
  await sql`create index decision_unlinked on decision (id) where number is null`.execute(db);
  await db.schema
    .createTable("decision_chain")
    .addColumn("site_id", "bigint", (c) => c.primaryKey().references("site.id").onDelete("cascade"))
    .addColumn("number", "bigint", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .execute();
}

const empty = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo("");
const zero = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo(0);

async function extendComments(db: Kysely<unknown>) {
  for (const name of ["picked_at", "pinned_at", "folded_at", "locked_at"])
    await db.schema.alterTable("comment").addColumn(name, "bigint").execute();
  // JSON: what of the text is covered.
  await db.schema.alterTable("comment").addColumn("redactions", "text", empty).execute();
  // What became of what somebody wrote.
  for (const name of ["published_count", "refused_count", "upheld_count"])
    await db.schema.alterTable("person").addColumn(name, "integer", zero).execute();
  await sql`update person set
    published_count = (select count(*) from comment where author_id = person.id and status = 'published'),
    refused_count = (select count(*) from comment where author_id = person.id and status in ('rejected', 'spam'))`.execute(
    db,
  );
  // Seconds between two comments of one writer; 0: as the site's limits say.
  await db.schema.alterTable("discussion").addColumn("slow_seconds", "integer", zero).execute();
  // court, death, election; empty: none.
  await db.schema.alterTable("discussion").addColumn("preset", "text", empty).execute();
  // Reports that staff has not answered yet.
  await db.schema.alterTable("report").addColumn("handled_at", "bigint").execute();
  await db.schema.alterTable("report").addColumn("upheld", "integer").execute();
}

/** What waits for somebody of the desk. */
async function createQueues(db: Kysely<unknown>, item: CreateTableBuilder<string, string>) {
  await item
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    // held, reported, appeal, notice.
    .addColumn("queue", "text", (c) => c.notNull())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    // Of the appeal or the notice; 0: none.
    .addColumn("reference", "bigint", zero)
    .addColumn("story_id", "bigint", (c) => c.notNull())
    .addColumn("section_id", "bigint")
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("since", "bigint", (c) => c.notNull())
    // Reports of those who are mostly right weigh more.
    .addColumn("weight", "integer", zero)
    // Texts that are nearly the same wait as one: the first of them is the head.
    .addColumn("cluster_id", "bigint")
    .addColumn("is_head", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("claimed_by", "text")
    .addColumn("claimed_until", "bigint")
    .addUniqueConstraint("queue_item_once", ["queue", "comment_id", "reference"])
    .execute();
  await db.schema
    .createIndex("queue_item_by_time")
    .on("queue_item")
    .columns(["site_id", "queue", "is_head", "since", "id"])
    .execute();
  await db.schema.createIndex("queue_item_by_comment").on("queue_item").column("comment_id").execute();
  await db.schema
    .createIndex("queue_item_by_cluster")
    .on("queue_item")
    .columns(["cluster_id", "since", "id"])
    .execute();
  const waiting = (queue: string, since: ReturnType<typeof sql>) => sql`
    insert into queue_item (site_id, queue, comment_id, story_id, section_id, language, since)
    select comment.site_id, ${sql.lit(queue)}, comment.id, story.id, story.section_id,
      coalesce(comment.language, story.language), ${since}
    from comment inner join story on story.id = comment.story_id`;
  await sql`${waiting("held", sql`comment.created_at`)} where comment.status = 'pending'`.execute(db);
  await sql`${waiting("reported", sql`(select min(at) from report where comment_id = comment.id)`)}
    where comment.status = 'published' and comment.report_count > 0
      and exists (select 1 from report where comment_id = comment.id)`.execute(db);
}
