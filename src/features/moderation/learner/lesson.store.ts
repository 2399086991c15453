import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, DecisionId, SiteId } from "../../../platform/lib/ids.ts";
import type { Outcome } from "./core/record.ts";
import type { LessonTable } from "./learner.table.ts";

/** A decision counts. */
const counts = 0;
/** Its text was erased. */
export const erased = -1;
/** Nothing is learnt from it. */
export const noLabel = -1;

export interface Lesson {
  number: number;
  label: 0 | 1;
  features: Uint8Array;
  /** What was said before it was learnt. */
  score: number;
}

const lessonsFrom = prepared((db: Db, value: Values<{ siteId: SiteId; after: number; upTo: number }>) =>
  db
    .selectFrom("lesson")
    .select(["number", "label", "features", "score"])
    .where("site_id", "=", value("siteId"))
    .where("number", ">", value("after"))
    .where("number", "<=", value("upTo"))
    .where("voided_by", "=", counts)
    .where("label", ">", noLabel)
    .orderBy("number"),
);

/** The lessons that count, in the order in which they are learnt. */
export async function lessonsBetween(
  db: Db,
  span: { siteId: SiteId; after: number; upTo: number },
): Promise<Lesson[]> {
  const rows = await lessonsFrom(db, span);
  return rows.map(({ label, ...row }) => ({ ...row, label: label === 1 ? 1 : 0 }));
}

export async function insertLesson(tx: Tx, row: Omit<LessonTable, "id" | "voided_by">): Promise<void> {
  await tx.insertInto("lesson").values(row).execute();
}

/** The lesson that counts of a comment. */
export async function lessonOf(tx: Tx, commentId: CommentId) {
  const row = await tx
    .selectFrom("lesson")
    .select(["id", "number", "label"])
    .where("comment_id", "=", commentId)
    .where("voided_by", "=", counts)
    .where("label", ">", noLabel)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The lesson that a decision gave, where it counts; null: there is none. */
export async function lessonOfDecision(tx: Tx, decisionId: DecisionId) {
  const row = await tx
    .selectFrom("lesson")
    .select(["id", "number", "label"])
    .where("decision_id", "=", decisionId)
    .where("voided_by", "=", counts)
    .where("label", ">", noLabel)
    .executeTakeFirst();
  return row ?? null;
}

export async function voidLesson(tx: Tx, id: number, by: number): Promise<void> {
  await tx.updateTable("lesson").set({ voided_by: by }).where("id", "=", id).execute();
}

/** What a decision had made void counts again. Gives the first of these lessons; null: there were none. */
export async function reviveLessons(tx: Tx, siteId: SiteId, by: DecisionId): Promise<number | null> {
  const rows = await tx
    .updateTable("lesson")
    .set({ voided_by: counts })
    .where("site_id", "=", siteId)
    .where("voided_by", "=", by)
    .returning("number")
    .execute();
  return rows.length === 0 ? null : Math.min(...rows.map(({ number }) => number));
}

/** Lessons of comments of a site, whether they count or not. */
export async function lessonsAbout(tx: Tx, comments: readonly CommentId[]) {
  if (comments.length === 0) return [];
  return tx
    .selectFrom("lesson")
    .select(["id", "site_id as siteId", "number"])
    .where("comment_id", "in", padded(comments))
    .where("voided_by", "<>", erased)
    .execute();
}

export async function emptyLesson(tx: Tx, id: number): Promise<void> {
  await tx
    .updateTable("lesson")
    .set({ features: Buffer.alloc(0), voided_by: erased })
    .where("id", "=", id)
    .execute();
}

const lastOf = prepared((db: Db, value: Values<{ siteId: SiteId; after: number; limit: number }>) =>
  db
    .selectFrom("lesson")
    .select(["score", "label"])
    .where("site_id", "=", value("siteId"))
    .where("number", ">", value("after"))
    .where("voided_by", "=", counts)
    .where("label", ">", noLabel)
    .orderBy("number", "desc")
    .limit(value("limit")),
);

/** What the learner said of the last comments that were decided, before it learnt what the desk decided. */
export async function lastOutcomes(
  db: Db,
  which: { siteId: SiteId; after: number; limit: number },
): Promise<Outcome[]> {
  const rows = await lastOf(db, which);
  return rows.map(({ score, label }) => ({ score, label: label === 1 ? 1 : 0 }));
}

/** Where it was most wrong: comments that the desk published or refused against what it said. */
export function worstMistakes(db: Db, siteId: SiteId, label: 0 | 1, limit: number) {
  return db
    .selectFrom("lesson")
    .innerJoin("comment", "comment.id", "lesson.comment_id")
    .select(["lesson.comment_id as commentId", "lesson.score", "lesson.label", "lesson.at", "comment.text"])
    .where("lesson.site_id", "=", siteId)
    .where("lesson.voided_by", "=", counts)
    .where("lesson.label", "=", label)
    .orderBy("lesson.score", label === 1 ? "asc" : "desc")
    .limit(limit)
    .execute();
}
