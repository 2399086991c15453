import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { addToStanding } from "../standing.store.ts";
import { answerAll, authorOf } from "./report.store.ts";

/**
 * Answers the reports on a comment: staff agreed with them, or didn't. What was answered otherwise before is answered
 * anew. The author's record counts comments with reports that were agreed with.
 */
export async function answerReports(
  tx: Tx,
  commentId: CommentId,
  upheld: boolean,
  at: number,
): Promise<void> {
  const { wasUpheld, are } = await answerAll(tx, commentId, { upheld, at });
  const change = Number(upheld && are) - Number(wasUpheld);
  if (change === 0) return;
  const id = await authorOf(tx, commentId);
  if (id !== null) await addToStanding(tx, { id, published: 0, refused: 0, upheld: change });
}
