import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { DecisionId } from "../../platform/lib/ids.ts";
import { answerReports } from "../moderation/law/answer-reports.ts";
import { dequeue } from "../moderation/queue/queue.ts";
import { recordDecision } from "../moderation/record-decision.ts";
import { bestScore, type Comment } from "./comment.ts";
import { updateReports } from "./comment-write.store.ts";
import type { Taken } from "./decide-on-comment.ts";
import { move } from "./thread-counts.ts";

export interface Dismissal {
  /** "staff:MEMBER". */
  actor: string;
  reason: string;
  /** What an undo needs beside this. */
  details: object;
}

/**
 * The reports on a comment that this transaction has taken, and that stays published, are answered: staff doesn't agree.
 * Null: there are none.
 */
export async function dismissReports(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { comment }: Pick<Taken, "comment">,
  { details, ...why }: Dismissal,
): Promise<DecisionId | null> {
  const at = ctx.now();
  const { siteId, id: commentId, status, reportCount } = comment;
  const answers = await answerReports(tx, comment, { upheld: false, at });
  const hasWaited = await dequeue(tx, "reported", commentId);
  if (answers.count === 0 && !hasWaited) return null;
  // What was wrong doesn't count against it any more.
  await countReports(tx, ctx, comment, 0);
  return recordDecision(tx, {
    ...why,
    siteId,
    commentId,
    action: "dismissReports",
    details: { ...details, answers, reportCount },
    before: status,
    after: status,
    at,
  });
}

/** Lets so many reports count against a comment: the more, the lower it stands among the best. */
export async function countReports(
  tx: Tx,
  ctx: Pick<Context, "now">,
  comment: Comment,
  reportCount: number,
): Promise<void> {
  if (reportCount === comment.reportCount) return;
  const { siteId, storyId, id: commentId } = comment;
  const changed = { ...comment, reportCount, bestScore: bestScore(comment.recommendCount, reportCount) };
  await updateReports(tx, commentId, reportCount, changed.bestScore);
  await move(tx, comment, changed, "best");
  await appendEvent(tx, { type: "comment.marked", siteId, at: ctx.now(), storyId, commentId });
}
