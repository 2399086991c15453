import { decide } from "../../discussion/decide-on-comment.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { coverOrdered } from "./redact.ts";
import { restorable } from "./restorable.ts";

/** Lets everybody read a comment. */
export const publish: CommentAct = {
  may: "comments.moderate",
  apply: async (tx, ctx, taken, order) => {
    const { by, words, hidesMarked } = order;
    const { comment } = taken;
    if (comment.status === "withdrawn") return "withdrawn";
    if (comment.status === "published") return "same";
    if (hidesMarked) await coverOrdered(tx, ctx, comment, order);
    const details = await restorable(tx, comment);
    return decide(tx, ctx, taken, {
      status: "published",
      rule: null,
      actor: staffActor(by),
      reason: words,
      details,
    });
  },
};
