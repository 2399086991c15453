import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, MemberId, SiteId } from "../../platform/lib/ids.ts";
import { answerReports } from "../moderation/law/answer-reports.ts";
import { dequeue } from "../moderation/queue/queue.ts";
import { staffActor } from "../moderation/acts/act.ts";
import { isOwn } from "../moderation/acts/own.ts";
import { type Decision, recordDecision } from "../moderation/record-decision.ts";
import { bestScore, type Comment } from "./comment.ts";
import { updateReports } from "./comment-write.store.ts";
import { takeComment } from "./decide-on-comment.ts";
import { move } from "./thread-counts.ts";

export interface Dismissal {
  siteId: SiteId;
  id: CommentId;
  by: MemberId;
  reason: string;
}

/** "own": it is the comment of whoever dismisses them, and a colleague is there to do it. */
export type DismissOutcome = "done" | "gone" | "own";

/** The reports on a comment that stays are answered: staff doesn't agree. */
export async function dismissReports(ctx: Context, order: Dismissal): Promise<DismissOutcome> {
  const { siteId, id, by, reason } = order;
  return ctx.db.transact(async (tx) => {
    const taken = await takeComment(tx, siteId, id);
    if (taken?.comment.status !== "published") return "gone";
    if (await isOwn(tx, siteId, taken.comment, by)) return "own";
    await dismiss(tx, ctx, taken.comment, { actor: staffActor(by), reason });
    return "done";
  });
}

/** The same with a comment that this transaction has taken. */
async function dismiss(
  tx: Tx,
  ctx: Pick<Context, "now">,
  comment: Comment,
  { actor, reason }: Pick<Decision, "actor" | "reason">,
): Promise<void> {
  const at = ctx.now();
  const { siteId, id: commentId, status } = comment;
  await answerReports(tx, commentId, false, at);
  await dequeue(tx, "reported", commentId);
  // What was wrong doesn't count against it any more.
  const score = bestScore(comment.recommendCount, 0);
  await updateReports(tx, commentId, 0, score);
  const changed = { ...comment, reportCount: 0, bestScore: score };
  await move(tx, comment, changed, "best");
  await recordDecision(tx, {
    siteId,
    commentId,
    actor,
    action: "dismissReports",
    reason,
    before: status,
    after: status,
    at,
  });
}
