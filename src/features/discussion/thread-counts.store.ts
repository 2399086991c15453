import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";

export async function updateShown(tx: Tx, id: CommentId, shown: boolean): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ shown: shown ? 1 : 0 })
    .where("id", "=", id)
    .execute();
}

type Counter = "child_count" | "list_count" | "reply_count";

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

/** Adds to a counter of a comment and gives the comment as it is then. */
export async function addTo(tx: Tx, id: CommentId, counter: Counter, n: number): Promise<Counted> {
  return tx
    .updateTable("comment")
    .set({ [counter]: sql`${sql.ref(counter)} + ${n}` })
    .where("id", "=", id)
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
    ])
    .executeTakeFirstOrThrow();
}

/** Adds to the number of threads and gives the new one. */
export async function addRoots(tx: Tx, storyId: StoryId, n: number): Promise<number> {
  const { root_count } = await tx
    .updateTable("discussion")
    .set({ root_count: sql`root_count + ${n}` })
    .where("story_id", "=", storyId)
    .returning("root_count")
    .executeTakeFirstOrThrow();
  return root_count;
}

/** Adds to the number of published comments and finds anew when the last one was written. */
export async function addPublished(tx: Tx, storyId: StoryId, n: number): Promise<void> {
  await tx
    .updateTable("discussion")
    .set((eb) => ({
      comment_count: sql`comment_count + ${n}`,
      last_comment_at: sql`coalesce(${eb
        .selectFrom("comment")
        .select("created_at")
        .where("story_id", "=", storyId)
        .where("status", "=", "published")
        .orderBy("created_at", "desc")
        .limit(1)}, 0)`,
    }))
    .where("story_id", "=", storyId)
    .execute();
}
