import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Queue } from "../queue/queue.ts";

/** Takes one appeal or notice out of its queue; others about the same comment stay. */
export async function removeItem(
  tx: Tx,
  { queue, commentId, reference }: { queue: Queue; commentId: CommentId; reference: number },
): Promise<void> {
  await tx
    .deleteFrom("queue_item")
    .where("queue", "=", queue)
    .where("comment_id", "=", commentId)
    .where("reference", "=", reference)
    .execute();
}
