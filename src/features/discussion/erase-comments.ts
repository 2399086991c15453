import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import { dequeue, queues } from "../moderation/queue/queue.ts";
import { recordDecision } from "../moderation/record-decision.ts";
import type { CommentTrace, Erasing, Step } from "../people/privacy/holding.ts";
import { formerWriter } from "../people/privacy/people-holdings.ts";
import type { Comment } from "./comment.ts";
import { readComment } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { emptyComment, giveToAuthor, type OwnedComment, someCommentsBy } from "./held.store.ts";
import { changeStatus } from "./thread-counts.ts";

/** In one transaction: others write between two. */
const commentsAtOnce = 20;

/**
 * Takes the name, or the words too, from some comments of somebody who is being erased. They belong to nobody then, so
 * the next step finds those that are left, whatever happened in between.
 */
export async function eraseSome(tx: Tx, erasing: Erasing, traces: readonly CommentTrace[]): Promise<Step> {
  const { persons } = erasing.subject;
  const found = await someCommentsBy(tx, persons, commentsAtOnce);
  let count = 0;
  for (const [storyId, ids] of byStory(found)) {
    await lockDiscussion(tx, storyId);
    const comments: Comment[] = [];
    for (const id of ids) {
      const comment = await readComment(tx, id);
      // Two processes may go on with one erasure.
      if (comment && persons.includes(comment.authorId)) comments.push(comment);
    }
    for (const trace of traces) await trace(tx, comments, erasing);
    // One after the other, each as it is by then: they may hang on one another.
    for (const { id } of comments) await eraseComment(tx, id, erasing);
    count += comments.length;
  }
  return { count, next: found.length < commentsAtOnce ? null : 0 };
}

/** Discussions are taken in one order everywhere, so that nobody waits for one another. */
function byStory(comments: readonly OwnedComment[]): [StoryId, CommentId[]][] {
  const stories = new Map<StoryId, CommentId[]>();
  for (const { id, storyId } of comments) stories.set(storyId, [...(stories.get(storyId) ?? []), id]);
  return [...stories].sort(([one], [other]) => one - other);
}

async function eraseComment(tx: Tx, id: CommentId, erasing: Erasing): Promise<void> {
  const comment = await readComment(tx, id);
  if (!comment) return;
  const { at, level, formerName } = erasing;
  const { siteId, storyId } = comment;
  const name = formerName(siteId);
  await giveToAuthor(tx, id, await formerWriter(tx, siteId, name, at), name);
  if (level !== "name") await eraseWords(tx, comment, erasing);
  await appendEvent(tx, { type: "comment.erased", siteId, at, storyId, commentId: id });
}

/** The row stays, empty, so that answers keep their place and an import doesn't bring the comment again. */
async function eraseWords(tx: Tx, comment: Comment, { at, isByStaff }: Erasing): Promise<void> {
  await emptyComment(tx, comment.id);
  if (comment.status === "withdrawn") return;
  await changeStatus(tx, comment, { status: "withdrawn", rule: null, removedAt: at });
  for (const queue of queues) await dequeue(tx, queue, comment.id);
  await recordDecision(tx, {
    siteId: comment.siteId,
    commentId: comment.id,
    actor: isByStaff ? "staff" : "author",
    action: "erase",
    reason: "",
    before: comment.status,
    after: "withdrawn",
    at,
  });
}
