import type { Tx } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { type Comment, rootList } from "./comment.ts";
import { rootCount } from "./comment.store.ts";
import { type StatusChange, updateStatus } from "./comment-write.store.ts";
import { addNewComment, addPublished, addRoots } from "./discussion.store.ts";
import { addTo, type Counted, updateShown } from "./thread-counts.store.ts";
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
  if (n !== 0) {
    await addPublished(tx, comment.storyId, n);
    await countAbove(tx, changed, n);
  }
  if (isShown(comment) === isShown(changed)) return;
  await updateShown(tx, comment.id, isShown(changed));
  await enlist(tx, changed, isShown(changed));
}

/**
 * Counts a comment that was just written, published and shown, below something that is shown. `roots`: how many threads
 * there were before.
 */
export async function countNew(tx: Tx, comment: Counted, roots: number): Promise<void> {
  const { storyId, listId, parentId } = comment;
  const isRoot = listId === rootList;
  await addNewComment(tx, { storyId, isRoot, at: comment.createdAt });
  if (isRoot) return countIn(tx, placesOf(comment), roots + 1);
  const isBelowParent = parentId === listId;
  if (parentId !== null && !isBelowParent) await addTo(tx, parentId, { children: 1 });
  // What owns the list counts it three times over, in one go.
  const addition = { children: isBelowParent ? 1 : 0, list: 1, replies: 1 };
  const owner = await addTo(tx, listId as CommentId, addition);
  await countIn(tx, placesOf(comment), owner.listCount);
  await moveByReplies(tx, owner, 1, roots);
  await countAbove(tx, owner, 1);
}

function isPublished(comment: Pick<Comment, "status">): boolean {
  return comment.status === "published";
}

function isShown(comment: Pick<Comment, "status" | "childCount">): boolean {
  return isPublished(comment) || comment.childCount > 0;
}

/** Where a comment stands, in every order of its list. */
function placesOf(comment: Counted) {
  return ordersOf(comment).map((order) => ({ order, at: keyOf(comment, order.sort) }));
}

/** Adds to the replies of all that a comment is shown below. At most three: lists nest no deeper than answers are shown. */
async function countAbove(tx: Tx, comment: Counted, n: number): Promise<void> {
  let { listId } = comment;
  while (listId !== rootList) {
    const owner = await addTo(tx, listId as CommentId, { replies: n });
    await moveByReplies(tx, owner, n);
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
        : (await addTo(tx, next.listId as CommentId, { list: n })).listCount;
    await (shown ? countIn : countOut)(tx, placesOf(next), length);
    if (next.parentId === null) return;
    const parent: Counted = await addTo(tx, next.parentId, { children: n });
    const changes = !isPublished(parent) && parent.childCount === (shown ? 1 : 0);
    if (changes) await updateShown(tx, parent.id, shown);
    next = changes ? parent : null;
  }
}

/** Moves what has got `n` replies more, after its row says so. `roots`: how many threads there are, where that is known. */
async function moveByReplies(tx: Tx, comment: Counted, n: number, roots?: number): Promise<void> {
  const before = { ...comment, replyCount: comment.replyCount - n };
  await move(tx, before, comment, "replies", roots);
}

/** Moves the top of a thread within one order, after its row has the new value. */
export async function move(
  tx: Tx,
  before: Counted,
  after: Counted,
  sort: IndexSort,
  roots?: number,
): Promise<void> {
  const [from, to] = [keyOf(before, sort), keyOf(after, sort)];
  // Only what stands in the order is counted there.
  if (after.listId !== rootList || !isShown(after) || from.key === to.key) return;
  const order = { storyId: after.storyId, listId: rootList, sort };
  await countMove(tx, order, from, to, roots ?? (await rootCount(tx, after.storyId)));
}
