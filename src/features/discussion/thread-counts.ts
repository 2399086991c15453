import type { Tx } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { type Comment, rootList } from "./comment.ts";
import { rootCount } from "./comment.store.ts";
import { type StatusChange, updateStatus } from "./comment-write.store.ts";
import { addPublished, addRoots, addTo, type Counted, updateShown } from "./thread-counts.store.ts";
import { type IndexSort, keyOf, ordersOf } from "./thread-index.ts";
import { countIn, countMove, countOut } from "./thread-nodes.ts";

// Everything that is counted or indexed about a discussion follows from its comments' statuses. This file is the one
// place where it follows. Callers hold the discussion (`lockDiscussion`) and have read the comment since.

/**
 * Gives a comment a status and carries on to all that depends on it: whether it is shown (published, or removed with
 * answers that are), the counts above it and of the discussion, the places in every order.
 */
export async function changeStatus(tx: Tx, comment: Comment, change: StatusChange): Promise<void> {
  const changed = { ...comment, ...change };
  await updateStatus(tx, comment.id, change);
  const n = Number(isPublished(changed)) - Number(isPublished(comment));
  if (n !== 0) await countPublished(tx, changed, n);
  if (isShown(comment) === isShown(changed)) return;
  await updateShown(tx, comment.id, isShown(changed));
  await enlist(tx, changed, isShown(changed));
}

/** Counts a comment that was just written as published. */
export async function countNew(tx: Tx, comment: Comment): Promise<void> {
  await countPublished(tx, comment, 1);
  await updateShown(tx, comment.id, true);
  await enlist(tx, comment, true);
}

function isPublished(comment: Pick<Comment, "status">): boolean {
  return comment.status === "published";
}

function isShown(comment: Pick<Comment, "status" | "childCount">): boolean {
  return isPublished(comment) || comment.childCount > 0;
}

async function countPublished(tx: Tx, comment: Counted, n: number): Promise<void> {
  await addPublished(tx, comment.storyId, n);
  let listId = comment.listId;
  // At most three steps: lists nest no deeper than answers are shown.
  while (listId !== rootList) {
    const owner = await addTo(tx, listId as CommentId, "reply_count", n);
    await move(tx, { ...owner, replyCount: owner.replyCount - n }, owner, "replies");
    listId = owner.listId;
  }
}

/**
 * Counts a comment into its list or out of it, after its row says whether it is shown; and those above it with it that
 * are shown only for their answers.
 */
async function enlist(tx: Tx, comment: Counted, shown: boolean): Promise<void> {
  const n = shown ? 1 : -1;
  let next: Counted | null = comment;
  while (next) {
    const length: number =
      next.listId === rootList
        ? await addRoots(tx, next.storyId, n)
        : (await addTo(tx, next.listId as CommentId, "list_count", n)).listCount;
    for (const order of ordersOf(next)) {
      await (shown ? countIn : countOut)(tx, order, keyOf(next, order.sort), length);
    }
    if (next.parentId === null) return;
    const parent: Counted = await addTo(tx, next.parentId, "child_count", n);
    const changes = !isPublished(parent) && parent.childCount === (shown ? 1 : 0);
    if (changes) await updateShown(tx, parent.id, shown);
    next = changes ? parent : null;
  }
}

/** Moves the top of a thread within one order, after its row has the new value. */
export async function move(tx: Tx, before: Counted, after: Counted, sort: IndexSort): Promise<void> {
  const [from, to] = [keyOf(before, sort), keyOf(after, sort)];
  // Only what stands in the order is counted there.
  if (after.listId !== rootList || !isShown(after) || from.key === to.key) return;
  const order = { storyId: after.storyId, listId: rootList, sort };
  await countMove(tx, order, from, to, await rootCount(tx, after.storyId));
}
