import type { Tx } from "../../../platform/db/database.ts";
import { coverWords } from "../../discussion/cover-words.ts";
import type { Comment } from "../../discussion/comment.ts";
import { placesOf, type Stretch } from "../../discussion/covering.ts";
import type { Context } from "../../../context.ts";
import { type CommentAct, type Order, staffActor } from "./act.ts";
import { markedIn } from "./marked-words.ts";

/** Covers words of a comment, with a visible mark and the reason. The rest stays. */
export const redact: CommentAct = {
  may: "comments.moderate",
  check: ({ hidden, hidesMarked }) =>
    hidden.length === 0 && !hidesMarked ? [{ field: "hidden", message: "acts.error.hidden" }] : [],
  apply: async (tx, ctx, { comment }, order) => {
    if (comment.status === "withdrawn") return "withdrawn";
    return (await coverOrdered(tx, ctx, comment, order)) ?? "notThere";
  },
};

/** Covers what the order names: words, and what the rules marked. Null: none of it is there. */
export async function coverOrdered(
  tx: Tx,
  ctx: Context,
  comment: Comment,
  { by, code, reasonName: why, words, hidden, hidesMarked }: Order,
) {
  const stretches: Stretch[] = placesOf(comment.text, hidden);
  if (hidesMarked) stretches.push(...(await markedIn(tx, comment)));
  return coverWords(tx, ctx, { comment }, { stretches, why, code, actor: staffActor(by), reason: words });
}
