import type { Db, Tx } from "../../../platform/db/database.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, DecisionId, SiteId } from "../../../platform/lib/ids.ts";
import type { LearnerViewTable } from "./learner.table.ts";
import { teaching } from "./teaching.ts";

type Since = { siteId: SiteId; settled: DecisionId };

// By their ids, not by their numbers in the chain: see "The order of lessons" in the guide.
const untaught = prepared((tx: Tx, value: Values<Since & { limit: number }>) =>
  tx
    .selectFrom("decision")
    .leftJoin("lesson", "lesson.decision_id", "decision.id")
    .select([
      "decision.id",
      "decision.comment_id as commentId",
      "decision.action",
      "decision.after",
      "decision.undoes",
      "decision.at",
    ])
    .where("decision.site_id", "=", value("siteId"))
    .where("decision.id", ">", value("settled"))
    .where("decision.actor", "like", "staff%")
    .where((eb) =>
      eb.or([eb("decision.action", "in", [...teaching]), eb("decision.undoes", ">", 0 as DecisionId)]),
    )
    .where("lesson.id", "is", null)
    .orderBy("decision.id")
    .limit(value("limit")),
);

/** Decisions of the staff that nothing has been learnt from yet, in the order in which they teach. */
export function untaughtDecisions(tx: Tx, since: Since, limit: number) {
  return untaught(tx, { ...since, limit });
}

/** The last decision of a site before `before`; 0: none. */
export async function lastDecisionBefore(tx: Tx, siteId: SiteId, before: number): Promise<DecisionId> {
  const row = await tx
    .selectFrom("decision")
    .select("id")
    .where("site_id", "=", siteId)
    .where("at", "<", before)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? (0 as DecisionId);
}

const judged = prepared((db: Db, value: Values<{ ids: readonly CommentId[] }>) =>
  db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .leftJoin("member", "member.id", "person.member_id")
    .leftJoin("learner_view", "learner_view.comment_id", "comment.id")
    .select([
      "comment.id",
      "comment.site_id as siteId",
      "comment.text",
      "comment.status",
      "comment.parent_id as parentId",
      "comment.created_at as createdAt",
      "comment.edited_at as editedAt",
      "person.kind",
      "person.published_count as published",
      "person.refused_count as refused",
      "person.upheld_count as upheld",
      "member.created_at as since",
      "learner_view.known",
    ])
    .where("comment.id", "in", value("ids")),
);

export type JudgedComment = Awaited<ReturnType<typeof judged>>[number];

/** Comments with what is known of whoever wrote them, and what was known when the learner first saw them. */
export async function commentsToJudge(
  db: Db,
  ids: readonly CommentId[],
): Promise<Map<CommentId, JudgedComment>> {
  const rows = ids.length === 0 ? [] : await judged(db, { ids });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The former texts of a comment, oldest first, and when each was written. */
export function formerTexts(db: Db, id: CommentId) {
  return db
    .selectFrom("comment_revision")
    .select(["text", "at"])
    .where("comment_id", "=", id)
    .orderBy("number")
    .execute();
}

const addView = prepared((tx: Tx, value: Values<LearnerViewTable>) =>
  tx
    .insertInto("learner_view")
    .values(value.all())
    .onConflict((conflict) => conflict.doNothing()),
);

/** Keeps what was thought of a comment first. */
export async function insertView(tx: Tx, view: LearnerViewTable): Promise<void> {
  await addView(tx, view);
}

/** What was thought of the last comments that were posted on a site. */
export async function lastScores(db: Db, siteId: SiteId, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom("learner_view")
    .select("score")
    .where("site_id", "=", siteId)
    .orderBy("comment_id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ score }) => score);
}

export async function deleteViews(tx: Tx, ids: readonly CommentId[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom("learner_view").where("comment_id", "in", padded(ids)).execute();
}
