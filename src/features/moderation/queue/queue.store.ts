import type { Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { QueueItemTable } from "./queue.table.ts";

type NewItem = Omit<QueueItemTable, "id" | "claimed_by" | "claimed_until">;

const addItem = prepared((tx: Tx, value: Values<NewItem>) =>
  tx
    .insertInto("queue_item")
    .values(value.all())
    .onConflict((conflict) =>
      conflict.columns(["queue", "comment_id", "reference"]).doUpdateSet({ weight: value("weight") }),
    ),
);

/** Puts something into a queue. It stays where it is if it waits there already, with its new weight. */
export async function insertItem(tx: Tx, item: NewItem): Promise<void> {
  await addItem(tx, item);
}

const removeItem = prepared((tx: Tx, value: Values<{ queue: string; commentId: CommentId }>) =>
  tx
    .deleteFrom("queue_item")
    .where("comment_id", "=", value("commentId"))
    .where("queue", "=", value("queue"))
    .returning(["id", "cluster_id", "is_head"]),
);

export async function deleteItems(tx: Tx, queue: string, commentId: CommentId): Promise<boolean> {
  return (await removeItem(tx, { queue, commentId })).length > 0;
}
