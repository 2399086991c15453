import type { ColumnDefinitionBuilder, Kysely } from "kysely";
import type { Dialect } from "../dialect.ts";

const empty = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo("");
const zero = (c: ColumnDefinitionBuilder) => c.notNull().defaultTo(0);
const needed = (c: ColumnDefinitionBuilder) => c.notNull();

/** Statements of reasons, appeals, notices of illegal content; and what reports are weighed by. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = (name: string) =>
    dialect
      .withId(db.schema.createTable(name))
      .addColumn("site_id", "bigint", (c) => c.notNull().references("site.id").onDelete("cascade"));
  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute();
  await table("statement")
    .addColumn("decision_id", "bigint", (c) => c.notNull().unique())
    // 0: it is about somebody, not about a comment.
    .addColumn("comment_id", "bigint", needed)
    .addColumn("person_id", "bigint", needed)
    // remove, spam, hold, redact, fold, suspend, ban or warn.
    .addColumn("measure", "text", needed)
    // "terms" or "illegal".
    .addColumn("ground", "text", needed)
    // The house rule or the law, in the words that it had then.
    .addColumn("clause", "text", empty)
    .addColumn("category", "text", needed)
    // own, report or notice.
    .addColumn("source", "text", needed)
    // 1: a program found it. And whether one decided: fully, partly or not.
    .addColumn("detected", "integer", needed)
    .addColumn("automated", "text", needed)
    // When what it is about was written: absent for somebody.
    .addColumn("content_at", "bigint")
    .addColumn("at", "bigint", needed)
    .addColumn("ended_at", "bigint")
    .execute();
  await index("statement_of_comment", "statement", ["comment_id", "id"]);
  await index("statement_of_person", "statement", ["person_id", "id"]);
  await index("statement_by_time", "statement", ["site_id", "at", "id"]);
  await table("appeal")
    // What it is against; 0: a notice that was answered otherwise than its sender thinks right.
    .addColumn("statement_id", "bigint", needed)
    .addColumn("notice_id", "bigint", needed)
    .addColumn("comment_id", "bigint", needed)
    .addColumn("person_id", "bigint", needed)
    // Who took the decision: somebody else is to look at it.
    .addColumn("first_by", "text", needed)
    .addColumn("text", "text", needed)
    .addColumn("language", "text", needed)
    // Where a guest wants the answer sent, sealed.
    .addColumn("to_sealed", "text")
    .addColumn("at", "bigint", needed)
    .addColumn("answered_at", "bigint")
    // granted or upheld; empty: not yet.
    .addColumn("outcome", "text", empty)
    .addColumn("answer", "text", empty)
    .addColumn("answered_by", "text", empty)
    .addUniqueConstraint("appeal_once", ["statement_id", "notice_id"])
    .execute();
  await index("appeal_of_comment", "appeal", ["comment_id", "id"]);
  await index("appeal_of_person", "appeal", ["person_id", "id"]);
  await index("appeal_open", "appeal", ["site_id", "answered_at", "id"]);
  await table("legal_notice")
    .addColumn("comment_id", "bigint", needed)
    .addColumn("url", "text", needed)
    .addColumn("category", "text", needed)
    .addColumn("explanation", "text", needed)
    .addColumn("name_sealed", "text")
    .addColumn("email_sealed", "text")
    .addColumn("email_hash", "text")
    .addColumn("member_id", "text")
    .addColumn("device_hash", "text", empty)
    .addColumn("language", "text", needed)
    .addColumn("weight", "integer", zero)
    .addColumn("at", "bigint", needed)
    .addColumn("answered_at", "bigint")
    // removed, kept, unfounded; put off: not looked at; empty: not yet.
    .addColumn("outcome", "text", empty)
    .addColumn("answer", "text", empty)
    .addColumn("answered_by", "text", empty)
    .execute();
  await index("legal_notice_open", "legal_notice", ["site_id", "answered_at", "id"]);
  await index("legal_notice_of_comment", "legal_notice", ["comment_id", "id"]);
  await index("legal_notice_by_email", "legal_notice", ["email_hash", "at"]);
  await index("legal_notice_by_device", "legal_notice", ["device_hash", "at"]);
  // Against whom a report is, and from which network it came: keyed hashes, kept as long as those of comments.
  await db.schema.alterTable("report").addColumn("author_id", "bigint", zero).execute();
  await db.schema.alterTable("report").addColumn("network", "text", empty).execute();
  await index("report_on_author", "report", ["author_id", "at"]);
}
