import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { inGroups, padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, PersonId } from "../../../platform/lib/ids.ts";

/** What staff thought of somebody's reports so far. */
export interface ReportRecord {
  upheld: number;
  dismissed: number;
}

export async function recordsOf(db: Db, reporters: readonly string[]): Promise<Map<string, ReportRecord>> {
  if (reporters.length === 0) return new Map();
  const rows = await db
    .selectFrom("report")
    .select([
      "reporter",
      sql<number>`sum(case when upheld = 1 then 1 else 0 end)`.as("upheld"),
      sql<number>`sum(case when upheld = 0 then 1 else 0 end)`.as("dismissed"),
    ])
    .where("reporter", "in", padded(reporters))
    .where("handled_at", "is not", null)
    .groupBy("reporter")
    .execute();
  return new Map(
    rows.map((row) => [row.reporter, { upheld: Number(row.upheld), dismissed: Number(row.dismissed) }]),
  );
}

/** One report as it counts. */
export interface Counted {
  id: number;
  commentId: CommentId;
  reporter: string;
  network: string;
  at: number;
}

/** Reports on a comment that nobody has answered. */
export function openReportsOn(db: Db, commentId: CommentId, limit: number): Promise<Counted[]> {
  return counted(db)
    .where("comment_id", "=", commentId)
    .where("handled_at", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Whether the desk has looked at reports on a comment and found nothing in them. */
export async function isFoundGood(db: Db, commentId: CommentId): Promise<boolean> {
  const row = await db
    .selectFrom("report")
    .select("id")
    .where("comment_id", "=", commentId)
    .where("upheld", "=", 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Reports against one person since `since`, answered or not. */
export function reportsAgainst(db: Db, authorId: PersonId, since: number, limit: number): Promise<Counted[]> {
  return counted(db)
    .where("author_id", "=", authorId)
    .where("at", ">=", since)
    .orderBy("at", "desc")
    .limit(limit)
    .execute();
}

function counted(db: Db) {
  return db.selectFrom("report").select(["id", "comment_id as commentId", "reporter", "network", "at"]);
}

/** An answer that staff gave to some reports. */
export interface GivenAnswer {
  at: number;
  upheld: number;
  ids: number[];
}

/** All reports on a comment, with their answers. */
export function answersOn(tx: Tx, commentId: CommentId) {
  return tx
    .selectFrom("report")
    .select(["id", "upheld", "handled_at as handledAt"])
    .where("comment_id", "=", commentId)
    .orderBy("id")
    .execute();
}

/** Answers all reports on a comment that have another answer, or none. */
export async function answerAll(
  tx: Tx,
  commentId: CommentId,
  { upheld, at }: { upheld: number; at: number },
): Promise<void> {
  await tx
    .updateTable("report")
    .set({ handled_at: at, upheld })
    .where("comment_id", "=", commentId)
    .where((eb) => eb.or([eb("upheld", "is", null), eb("upheld", "!=", upheld)]))
    .execute();
}

/** Opens those again that were answered at one moment. */
export async function reopenAnswered(tx: Tx, commentId: CommentId, at: number): Promise<void> {
  await tx
    .updateTable("report")
    .set({ handled_at: null, upheld: null })
    .where("comment_id", "=", commentId)
    .where("handled_at", "=", at)
    .execute();
}

export async function answerSome(
  tx: Tx,
  commentId: CommentId,
  { at, upheld, ids }: GivenAnswer,
): Promise<void> {
  for (const some of inGroups(ids))
    await tx
      .updateTable("report")
      .set({ handled_at: at, upheld })
      .where("comment_id", "=", commentId)
      .where("id", "in", padded(some))
      .execute();
}

/** What somebody has reported, the latest first. */
export async function reportsMadeBy(db: Db, reporters: readonly string[], limit: number) {
  if (reporters.length === 0) return [];
  return db
    .selectFrom("report")
    .innerJoin("comment", "comment.id", "report.comment_id")
    .select([
      "report.id",
      "report.comment_id as commentId",
      "report.reason",
      "report.at",
      "report.handled_at as handledAt",
      "report.upheld",
      "comment.site_id as siteId",
      "comment.status",
      "comment.child_count as childCount",
      "comment.author_name as authorName",
    ])
    .where("report.reporter", "in", padded(reporters))
    .orderBy("report.at", "desc")
    .orderBy("report.id", "desc")
    .limit(limit)
    .execute();
}
