import { mergeComments } from "../../discussion/merge-comments.ts";
import { type CommentId, readId } from "../../../platform/lib/ids.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { restorable } from "./restorable.ts";

/** Keeps one of two comments in which the same person says the same. */
export const merge: CommentAct = {
  may: "comments.moderate",
  check: ({ target }) => (idIn(target) === null ? [{ field: "target", message: "acts.error.merge" }] : []),
  apply: async (tx, ctx, { comment }, { by, target, words }) => {
    if (comment.status === "withdrawn") return "withdrawn";
    const into = idIn(target);
    if (into === null) return "notThere";
    const details = { ...(await restorable(tx, comment)), into };
    const decision = { actor: staffActor(by), reason: words, details };
    return (await mergeComments(tx, ctx, { comment, into }, decision)) ?? "notThere";
  },
};

/** The comment that a number, or an address of a comment, names. */
function idIn(target: string): CommentId | null {
  return readId<CommentId>(/(\d+)\/?$/.exec(target.trim())?.[1] ?? "");
}
