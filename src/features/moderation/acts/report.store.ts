import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";

/** Marks the reports about a comment that nobody has answered. Gives how many those were. */
export async function answerOpen(
  tx: Tx,
  commentId: CommentId,
  { upheld, at }: { upheld: boolean; at: number },
): Promise<number> {
  const rows = await tx
    .updateTable("report")
    .set({ handled_at: at, upheld: upheld ? 1 : 0 })
    .where("comment_id", "=", commentId)
    .where("handled_at", "is", null)
    .returning("id")
    .execute();
  return rows.length;
}

/** Opens those again that were answered at one moment. Gives how many of them had been agreed with. */
export async function reopen(tx: Tx, commentId: CommentId, at: number): Promise<number> {
  const rows = await tx
    .selectFrom("report")
    .select(["id", "upheld"])
    .where("comment_id", "=", commentId)
    .where("handled_at", "=", at)
    .execute();
  await tx
    .updateTable("report")
    .set({ handled_at: null, upheld: null })
    .where("comment_id", "=", commentId)
    .where("handled_at", "=", at)
    .execute();
  return rows.filter(({ upheld }) => upheld === 1).length;
}
