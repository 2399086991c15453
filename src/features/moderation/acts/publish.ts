import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { DecisionId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { decide, takeComment } from "../../discussion/decide-on-comment.ts";
import { dequeue } from "../queue/queue.ts";
import { recordDecision } from "../record-decision.ts";
import { type CommentAct, type Order, staffActor, type Stop } from "./act.ts";
import { answerReports } from "./answer-reports.ts";
import { isOwn } from "./own.ts";
import { coverOrdered } from "./redact.ts";
import { restorable } from "./restorable.ts";
import { saveTrust } from "./trust.ts";

/** Lets everybody read a comment; where the order says so, without the words that the rules marked. */
export const publish: CommentAct = {
  may: "comments.moderate",
  apply: async (tx, ctx, taken, order) => {
    const { site, by, words, hidesMarked, trusts } = order;
    const { id: commentId, status, authorId: personId } = taken.comment;
    if (status === "withdrawn") return "withdrawn";
    if (await isOwn(tx, site.id, taken.comment, by)) return "own";
    if (trusts) await saveTrust(tx, ctx, { siteId: site.id, by, commentId, personId, on: true });
    if (hidesMarked) await coverOrdered(tx, ctx, taken.comment, order);
    if (status === "published") return dismiss(tx, ctx, taken.comment, order);
    // As it is by now.
    const now = (await takeComment(tx, site.id, commentId)) ?? taken;
    const details = await restorable(tx, now.comment);
    const decision = { actor: staffActor(by), reason: words, details };
    await answerReports(tx, now.comment, { upheld: false, at: ctx.now() });
    return decide(tx, ctx, now, { status: "published", rule: null, ...decision });
  },
};

/** It is published and stays so: what readers reported of it is answered with no. */
async function dismiss(
  tx: Tx,
  ctx: Pick<Context, "now">,
  comment: Comment,
  { by, words }: Order,
): Promise<DecisionId | Stop> {
  const details = await restorable(tx, comment);
  if (!(await dequeue(tx, "reported", comment.id))) return "same";
  const at = ctx.now();
  const reports = await answerReports(tx, comment, { upheld: false, at });
  return recordDecision(tx, {
    siteId: comment.siteId,
    commentId: comment.id,
    actor: staffActor(by),
    action: "dismissReports",
    reason: words,
    details: { ...details, reports },
    before: "published",
    after: "published",
    at,
  });
}
