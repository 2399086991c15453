import type { Tx } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { type Comment, rootList } from "./comment.ts";
import {
  addPublished,
  addRoots,
  addTo,
  readComment,
  type StatusChange,
  updateShown,
  updateStatus,
} from "./comment-write.store.ts";
import { countIn, countOut, type IndexSort, type Key, type ListRef, sortsOf } from "./thread-index.ts";

// Everything that is counted or indexed about a discussion follows from its comments' statuses. This file is the one
// place where it follows. Callers hold the discussion (`lockDiscussion`).

/**
 * Gives a comment a status and carries on to all that depends on it: whether it is shown (published, or removed with
 * answers that are), the counts above it and of the discussion, the places in every order.
 */
export async function changeStatus(tx: Tx, comment: Comment, change: StatusChange): Promise<void> {
  const wasPublished = comment.status === "published";
  const isPublished = change.status === "published";
  await updateStatus(tx, comment.id, change);
  const changed = { ...comment, ...change };
  if (wasPublished !== isPublished) await countPublished(tx, changed, isPublished ? 1 : -1);
  const was = wasPublished || comment.childCount > 0;
  const is = isPublished || comment.childCount > 0;
  if (was !== is) await show(tx, changed, is);
}

/** Counts a comment that was just written as published. */
export async function countNew(tx: Tx, comment: Comment): Promise<void> {
  await countPublished(tx, comment, 1);
  await show(tx, comment, true);
}

async function countPublished(tx: Tx, comment: Comment, n: number): Promise<void> {
  await addPublished(tx, comment.storyId, n);
  let listId = comment.listId;
  // At most three steps: lists nest no deeper than answers are shown.
  while (listId !== rootList) {
    const owner = await readComment(tx, listId as CommentId);
    if (!owner) return;
    const replies = await addTo(tx, owner.id, "reply_count", n);
    if (owner.listId === rootList && isShown(owner)) {
      await move(tx, owner, "replies", { key: replies - n, id: owner.id }, { key: replies, id: owner.id });
    }
    listId = owner.listId;
  }
}

function isShown(comment: Comment): boolean {
  return comment.status === "published" || comment.childCount > 0;
}

/** Lets a comment into its list or takes it out, and its parent with it when that was only kept for its answers. */
async function show(tx: Tx, comment: Comment, shown: boolean): Promise<void> {
  await updateShown(tx, comment.id, shown);
  const list: ListRef = { storyId: comment.storyId, listId: comment.listId };
  const n = shown ? 1 : -1;
  const size =
    comment.listId === rootList
      ? await addRoots(tx, comment.storyId, n)
      : await addTo(tx, comment.listId as CommentId, "list_count", n);
  const current = (await readComment(tx, comment.id)) ?? comment;
  for (const sort of sortsOf(list)) {
    const at = keyOf(current, sort);
    if (shown) await countIn(tx, list, sort, at, size);
    else await countOut(tx, list, sort, at, size);
  }
  if (comment.parentId === null) return;
  const parent = await readComment(tx, comment.parentId);
  if (!parent) return;
  const children = await addTo(tx, parent.id, "child_count", n);
  const parentWas = isShown(parent);
  const parentIs = parent.status === "published" || children > 0;
  if (parentWas !== parentIs) await show(tx, { ...parent, childCount: children }, parentIs);
}

export function keyOf(comment: Comment, sort: IndexSort): Key {
  const key = { time: comment.createdAt, best: comment.bestScore, replies: comment.replyCount }[sort];
  return { key, id: comment.id };
}

/** Moves the top of a thread within one order, after its row has the new value. */
export async function move(tx: Tx, comment: Comment, sort: IndexSort, from: Key, to: Key): Promise<void> {
  if (comment.listId !== rootList || from.key === to.key) return;
  const list: ListRef = { storyId: comment.storyId, listId: rootList };
  const size = await addRoots(tx, comment.storyId, 0);
  // In between the list is as long as before, so neither step may take it for a shorter one.
  await countOut(tx, list, sort, from, size);
  await countIn(tx, list, sort, to, size);
}
