import { decide } from "../../discussion/decide-on-comment.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { restorable } from "./restorable.ts";

/** Takes a comment from the page, or keeps it from getting there, for one of the desk's reasons. */
export const refuse: CommentAct = {
  may: "comments.moderate",
  check: ({ code }) => (code === "" ? [{ field: "code", message: "acts.error.code" }] : []),
  apply: async (tx, ctx, taken, { by, code, rule, words }) => {
    const { comment } = taken;
    if (comment.status === "withdrawn") return "withdrawn";
    if (comment.status === "rejected") return "same";
    const details = await restorable(tx, comment);
    return decide(tx, ctx, taken, {
      status: "rejected",
      rule,
      code,
      actor: staffActor(by),
      reason: words,
      details,
    });
  },
};
