import type { Db, Tx } from "../../../platform/db/database.ts";
import type { CommentId, SectionId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import {
  deleteItems,
  hasHead,
  insertItem,
  insertPendingOf,
  itemOf,
  promoteNext,
  putInCluster,
} from "./queue.store.ts";

/** What the desk is asked: to let it through, to look at it again, to look at an answer again, what the law says. */
export const queues = ["held", "reported", "appeal", "notice"] as const;
export type Queue = (typeof queues)[number];

/** A comment in a queue. */
export interface Waiting {
  queue: Queue;
  siteId: SiteId;
  commentId: CommentId;
  storyId: StoryId;
  sectionId: SectionId | null;
  /** BCP 47: the comment's, or its story's. */
  language: string;
  /** Milliseconds since 1970. */
  since: number;
  /** Of the appeal or the notice. */
  reference?: number;
  weight?: number;
}

/** Lets a comment wait for somebody of the desk. */
export function enqueue(tx: Tx, waiting: Waiting): Promise<void> {
  const { queue, siteId, commentId, storyId, sectionId, language, since } = waiting;
  return insertItem(tx, {
    site_id: siteId,
    queue,
    comment_id: commentId,
    reference: waiting.reference ?? 0,
    story_id: storyId,
    section_id: sectionId,
    language,
    since,
    weight: waiting.weight ?? 0,
    cluster_id: null,
    is_head: 1,
  });
}

/** Lets those of a story's comments wait that are pending and wait nowhere: after an import. */
export function enqueuePendingOf(tx: Tx, storyId: StoryId): Promise<void> {
  return insertPendingOf(tx, storyId);
}

/** A comment waits in this queue no longer. False: it didn't. Another of its cluster stands for the rest then. */
export async function dequeue(tx: Tx, queue: Queue, commentId: CommentId): Promise<boolean> {
  const left = await deleteItems(tx, queue, commentId);
  for (const { siteId, clusterId, isHead } of left)
    if (clusterId !== null && isHead === 1) await promoteNext(tx, { siteId, queue, clusterId });
  return left.length > 0;
}

/** A held comment is nearly the same as others: it waits with the first of them, or is the first that waits. */
export async function joinCluster(tx: Tx, clusterId: number, commentId: CommentId): Promise<void> {
  const queue: Queue = "held";
  const item = await itemOf(tx, queue, commentId);
  if (!item || item.cluster_id === clusterId) return;
  const siteId = item.site_id;
  const isHead = !(await hasHead(tx, { siteId, queue, clusterId }));
  await putInCluster(tx, item.id, { clusterId, isHead });
  if (item.cluster_id !== null && item.is_head === 1)
    await promoteNext(tx, { siteId, queue, clusterId: item.cluster_id });
}

/** Whether a comment waits in a queue. */
export async function isWaiting(db: Db, queue: Queue, commentId: CommentId): Promise<boolean> {
  return (await itemOf(db, queue, commentId)) !== null;
}
