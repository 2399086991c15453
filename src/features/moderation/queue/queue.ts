import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, SectionId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import { deleteItems, insertItem } from "./queue.store.ts";

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

/** A comment waits in this queue no longer. False: it didn't. */
export function dequeue(tx: Tx, queue: Queue, commentId: CommentId): Promise<boolean> {
  return deleteItems(tx, queue, commentId);
}
