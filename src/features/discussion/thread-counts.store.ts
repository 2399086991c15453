import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";

const setShown = prepared((tx: Tx, value: Values<{ id: CommentId; shown: number }>) =>
  tx
    .updateTable("comment")
    .set({ shown: value("shown") })
    .where("id", "=", value("id")),
);

export async function updateShown(tx: Tx, id: CommentId, shown: boolean): Promise<void> {
  await setShown(tx, { id, shown: shown ? 1 : 0 });
}

/** What places and counts follow from. */
export type Counted = Pick<
  Comment,
  | "id"
  | "storyId"
  | "parentId"
  | "listId"
  | "status"
  | "createdAt"
  | "childCount"
  | "listCount"
  | "replyCount"
  | "bestScore"
>;

/** What is added to the counters of a comment. */
export interface Addition {
  children: number;
  list: number;
  replies: number;
}

const addAll = prepared((tx: Tx, value: Values<Addition & { id: CommentId }>) =>
  tx
    .updateTable("comment")
    .set({
      child_count: sql`child_count + ${value("children")}`,
      list_count: sql`list_count + ${value("list")}`,
      reply_count: sql`reply_count + ${value("replies")}`,
    })
    .where("id", "=", value("id"))
    .returning([
      "id",
      "story_id as storyId",
      "parent_id as parentId",
      "list_id as listId",
      sql<Status>`status`.as("status"),
      "created_at as createdAt",
      "child_count as childCount",
      "list_count as listCount",
      "reply_count as replyCount",
      "best_score as bestScore",
    ]),
);

/** Adds to the counters of a comment and gives the comment as it is then. */
export async function addTo(tx: Tx, id: CommentId, addition: Partial<Addition>): Promise<Counted> {
  const { children = 0, list = 0, replies = 0 } = addition;
  const [counted] = await addAll(tx, { id, children, list, replies });
  if (!counted) throw new Error(`comment ${id} counts answers and is not there`);
  return counted;
}
