import { decide } from "../../discussion/decide-on-comment.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { restorable } from "./restorable.ts";

/** Says that a comment is advertising, or the work of a machine. */
export const spam: CommentAct = {
  may: "comments.moderate",
  apply: async (tx, ctx, taken, { by, words }) => {
    const { comment } = taken;
    if (comment.status === "withdrawn") return "withdrawn";
    if (comment.status === "spam") return "same";
    const details = await restorable(tx, comment);
    const decision = { actor: staffActor(by), reason: words, code: "spam", details };
    return decide(tx, ctx, taken, { status: "spam", rule: null, ...decision });
  },
};
