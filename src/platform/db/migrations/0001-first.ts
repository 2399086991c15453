import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { Dialect } from "../dialect.ts";

// Times are milliseconds since 1970 (UTC). Yes and no are 1 and 0. JSON is text. Both engines hold the same.

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = (name: string) => dialect.withId(db.schema.createTable(name));
  await createEvents(db, table("event"), dialect);
  await createSites(db, table);
  await createStories(db, table);
  await createPeople(db, table("person"));
  await createComments(db, table("comment"));
  await createThreadNodes(db);
  await createReactions(db, table);
  await createImports(db, table("import_run"));
}

type Table = (name: string) => CreateTableBuilder<string, string>;

async function createEvents(
  db: Kysely<unknown>,
  event: CreateTableBuilder<string, string>,
  dialect: Dialect,
) {
  await event
    .addColumn("tx", "bigint", (c) => c.notNull().defaultTo(dialect.currentTransaction()))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("payload", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("event_by_transaction").on("event").columns(["tx", "id"]).execute();
}

async function createSites(db: Kysely<unknown>, table: Table) {
  await table("site")
    .addColumn("key", "text", (c) => c.notNull().unique())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("tagline", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("direction", "text", (c) => c.notNull())
    .addColumn("time_zone", "text", (c) => c.notNull())
    .addColumn("path_prefix", "text", (c) => c.notNull().unique())
    .addColumn("settings", "text", (c) => c.notNull())
    .addColumn("is_sample", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await table("section")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addUniqueConstraint("section_slug", ["site_id", "slug"])
    .execute();
  await table("tag")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addUniqueConstraint("tag_slug", ["site_id", "slug"])
    .execute();
  await db.schema
    .createTable("redirect")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("target", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("redirect_path", ["site_id", "path"])
    .execute();
  await table("media")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("sha256", "text")
    .addColumn("source_url", "text")
    .addColumn("width", "integer", (c) => c.notNull())
    .addColumn("height", "integer", (c) => c.notNull())
    .addColumn("renditions", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("media_by_sha256").on("media").columns(["site_id", "sha256"]).execute();
  await db.schema.createIndex("media_by_source").on("media").columns(["site_id", "source_url"]).execute();
}

async function createStories(db: Kysely<unknown>, table: Table) {
  await table("story")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("section_id", "bigint", (c) => c.references("section.id"))
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("headline", "text", (c) => c.notNull())
    .addColumn("standfirst", "text", (c) => c.notNull())
    .addColumn("bylines", "text", (c) => c.notNull())
    .addColumn("dateline", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("excerpt", "text", (c) => c.notNull())
    .addColumn("word_count", "integer", (c) => c.notNull())
    .addColumn("confidence", "text", (c) => c.notNull())
    .addColumn("weight", "text", (c) => c.notNull())
    .addColumn("translation_key", "text")
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("published_at", "bigint", (c) => c.notNull())
    .addColumn("updated_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("story_slug", ["site_id", "slug"])
    .execute();
  await db.schema
    .createIndex("story_by_time")
    .on("story")
    .columns(["site_id", "kind", "published_at", "id"])
    .execute();
  await db.schema
    .createIndex("story_by_section")
    .on("story")
    .columns(["section_id", "published_at", "id"])
    .execute();
  await db.schema.createIndex("story_by_translation").on("story").column("translation_key").execute();
  await db.schema
    .createTable("story_tag")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("tag_id", "bigint", (c) => c.notNull().references("tag.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("story_tag_pair", ["story_id", "tag_id"])
    .execute();
  await db.schema.createIndex("story_tag_by_tag").on("story_tag").columns(["tag_id", "story_id"]).execute();
  await table("revision")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("number", "integer", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("content", "text", (c) => c.notNull())
    .addUniqueConstraint("revision_number", ["story_id", "number"])
    .execute();
  await table("story_note")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("revision", "integer", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("story_note_by_story").on("story_note").columns(["story_id", "at"]).execute();
  await table("figure")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("media_id", "bigint", (c) => c.notNull().references("media.id").onDelete("cascade"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("placement", "text", (c) => c.notNull())
    .addColumn("alt", "text", (c) => c.notNull())
    .addColumn("caption", "text", (c) => c.notNull())
    .addColumn("credit", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("figure_by_story").on("figure").columns(["story_id", "position"]).execute();
  await db.schema
    .createTable("discussion")
    .addColumn("story_id", "bigint", (c) => c.primaryKey().references("story.id").onDelete("cascade"))
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("mode", "text", (c) => c.notNull())
    .addColumn("notice", "text", (c) => c.notNull())
    .addColumn("closes_at", "bigint")
    .addColumn("comment_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("root_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("last_comment_at", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("version", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex("discussion_by_last_comment")
    .on("discussion")
    .columns(["site_id", "last_comment_at", "story_id"])
    .execute();
  await db.schema
    .createIndex("discussion_by_count")
    .on("discussion")
    .columns(["site_id", "comment_count", "story_id"])
    .execute();
}

async function createPeople(db: Kysely<unknown>, person: CreateTableBuilder<string, string>) {
  await person
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("email_sealed", "text")
    .addColumn("email_hash", "text")
    .addColumn("device_hash", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("person_by_device").on("person").columns(["device_hash", "site_id"]).execute();
  await db.schema.createIndex("person_by_email").on("person").columns(["email_hash", "site_id"]).execute();
  // All that a writer is known by: an import asks for a hundred thousand of the same name.
  await db.schema
    .createIndex("person_by_name")
    .on("person")
    .columns(["site_id", "name", "email_hash", "device_hash"])
    .execute();
}

async function createComments(db: Kysely<unknown>, comment: CreateTableBuilder<string, string>) {
  await comment
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("parent_id", "bigint")
    .addColumn("root_id", "bigint")
    .addColumn("list_id", "bigint", (c) => c.notNull())
    .addColumn("depth", "integer", (c) => c.notNull())
    .addColumn("author_id", "bigint", (c) => c.notNull().references("person.id"))
    .addColumn("author_name", "text", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("rest_html", "text", (c) => c.notNull())
    .addColumn("rest_words", "integer", (c) => c.notNull())
    .addColumn("language", "text")
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("rule", "integer")
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("edited_at", "bigint")
    .addColumn("removed_at", "bigint")
    .addColumn("shown", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("recommend_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("report_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("child_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("list_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("reply_count", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("best_score", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on("comment").columns(columns).execute();
  await index("comment_latest", ["site_id", "status", "created_at", "id"]);
  await index("comment_latest_of_story", ["story_id", "status", "created_at", "id"]);
  await index("comment_by_parent", ["parent_id", "id"]);
  await index("comment_by_author", ["author_id", "created_at", "id"]);
  // Only what is shown is listed, and only the tops of threads by anything but time; no other row pays for it. Queries
  // have to name the two values literally, for SQLite to know.
  const shown = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on("comment").columns(columns).where(sql.ref("shown"), "=", sql.lit(1));
  const roots = sql<boolean>`list_id = 0`;
  await shown("comment_list_by_time", ["story_id", "list_id", "created_at", "id"]).execute();
  await shown("comment_roots_by_best", ["story_id", "best_score", "id"]).where(roots).execute();
  await shown("comment_roots_by_replies", ["story_id", "reply_count", "id"]).where(roots).execute();
  await db.schema
    .createTable("comment_origin")
    .addColumn("comment_id", "bigint", (c) => c.primaryKey().references("comment.id").onDelete("cascade"))
    .addColumn("device_hash", "text", (c) => c.notNull())
    .addColumn("network_hash", "text", (c) => c.notNull())
    .addColumn("text_hash", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  const origin = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on("comment_origin").columns(columns).execute();
  await origin("comment_origin_by_device", ["device_hash", "at"]);
  await origin("comment_origin_by_network", ["network_hash", "at"]);
  await origin("comment_origin_by_text", ["text_hash", "at"]);
  await origin("comment_origin_by_time", ["at"]);
}

async function createThreadNodes(db: Kysely<unknown>) {
  await db.schema
    .createTable("thread_node")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("list_id", "bigint", (c) => c.notNull())
    .addColumn("sort", "text", (c) => c.notNull())
    .addColumn("level", "integer", (c) => c.notNull())
    .addColumn("first_key", "bigint", (c) => c.notNull())
    .addColumn("first_id", "bigint", (c) => c.notNull())
    .addColumn("size", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("thread_node_key", [
      "story_id",
      "list_id",
      "sort",
      "level",
      "first_key",
      "first_id",
    ])
    .execute();
}

async function createReactions(db: Kysely<unknown>, table: Table) {
  await db.schema
    .createTable("recommend")
    .addColumn("comment_id", "bigint", (c) => c.notNull().references("comment.id").onDelete("cascade"))
    .addColumn("voter", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("recommend_once", ["comment_id", "voter"])
    .execute();
  await db.schema.createIndex("recommend_by_voter").on("recommend").columns(["voter", "at"]).execute();
  await table("report")
    .addColumn("comment_id", "bigint", (c) => c.notNull().references("comment.id").onDelete("cascade"))
    .addColumn("reporter", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("note", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("report_once", ["comment_id", "reporter"])
    .execute();
  await db.schema.createIndex("report_by_reporter").on("report").columns(["reporter", "at"]).execute();
  await table("decision")
    .addColumn("site_id", "bigint", (c) => c.notNull())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addColumn("actor", "text", (c) => c.notNull())
    .addColumn("action", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("before", "text", (c) => c.notNull())
    .addColumn("after", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("decision_by_comment").on("decision").columns(["comment_id", "id"]).execute();
  await db.schema
    .createTable("idempotency")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addColumn("fingerprint", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("idempotency_by_time").on("idempotency").column("at").execute();
}

async function createImports(db: Kysely<unknown>, run: CreateTableBuilder<string, string>) {
  await run
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("fingerprint", "text", (c) => c.notNull())
    .addColumn("items_done", "bigint", (c) => c.notNull())
    .addColumn("version", "bigint", (c) => c.notNull())
    .addColumn("report", "text", (c) => c.notNull())
    .addColumn("started_at", "bigint", (c) => c.notNull())
    .addColumn("finished_at", "bigint")
    .addUniqueConstraint("import_run_of_file", ["site_id", "source", "fingerprint"])
    .execute();
  await db.schema
    .createTable("import_link")
    .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"))
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("external_id", "text", (c) => c.notNull())
    .addColumn("local_id", "bigint", (c) => c.notNull())
    .addColumn("digest", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("import_link_key", ["site_id", "source", "kind", "external_id"])
    .execute();
  await db.schema
    .createTable("import_comment")
    .addColumn("story_id", "bigint", (c) => c.notNull().references("story.id").onDelete("cascade"))
    .addColumn("external_id", "text", (c) => c.notNull())
    .addColumn("comment_id", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("import_comment_key", ["story_id", "external_id"])
    .execute();
}
