import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";

/** Where a comment stands. */
export interface Place {
  storyId: StoryId;
  parentId: CommentId | null;
  rootId: CommentId | null;
  listId: number;
  depth: number;
  revision: number;
  movedFrom: StoryId | null;
}

export async function savePlace(tx: Tx, id: CommentId, place: Place): Promise<void> {
  const { storyId, parentId, rootId, listId, depth, revision, movedFrom } = place;
  await tx
    .updateTable("comment")
    .set({
      story_id: storyId,
      parent_id: parentId,
      root_id: rootId,
      list_id: listId,
      depth,
      revision,
      moved_from: movedFrom,
    })
    .where("id", "=", id)
    .execute();
  await tx.updateTable("queue_item").set({ story_id: storyId }).where("comment_id", "=", id).execute();
}

export async function saveMerged(tx: Tx, id: CommentId, into: CommentId | null): Promise<void> {
  await tx.updateTable("comment").set({ merged_into: into }).where("id", "=", id).execute();
}

/** Who recommended a comment, and when. */
export function votesFor(tx: Tx, id: CommentId): Promise<{ voter: string; at: number }[]> {
  return tx
    .selectFrom("recommend")
    .select(["voter", "at"])
    .where("comment_id", "=", id)
    .orderBy("voter")
    .execute();
}

/** Adds recommends of one comment to another, each once. Gives how many are new. */
export async function copyVotes(
  tx: Tx,
  id: CommentId,
  votes: readonly { voter: string; at: number }[],
): Promise<number> {
  let added = 0;
  for (const { voter, at } of votes) {
    const rows = await tx
      .insertInto("recommend")
      .values({ comment_id: id, voter, at })
      .onConflict((conflict) => conflict.doNothing())
      .returning("comment_id")
      .execute();
    added += rows.length;
  }
  return added;
}

/** Takes recommends away again that another comment gave. Gives how many those were. */
export async function removeVotes(
  tx: Tx,
  id: CommentId,
  votes: readonly { voter: string; at: number }[],
): Promise<number> {
  let removed = 0;
  for (const { voter, at } of votes) {
    const rows = await tx
      .deleteFrom("recommend")
      .where("comment_id", "=", id)
      .where("voter", "=", voter)
      .where("at", "=", at)
      .returning("comment_id")
      .execute();
    removed += rows.length;
  }
  return removed;
}
