import type { Tx } from "../../../platform/db/database.ts";
import type { Comment } from "../../discussion/comment.ts";
import { cardsById } from "../../stories/reading.ts";
import { enqueue, queues } from "../queue/queue.ts";
import { waitSince, type Waited } from "./waiting.store.ts";

/** Puts a comment back into the queues in which it stood, since when it stood there. */
export async function waitAgain(tx: Tx, comment: Comment, waited: readonly Waited[]): Promise<void> {
  const story = (await cardsById(tx, [comment.storyId])).get(comment.storyId);
  if (!story) return;
  const { siteId, storyId, id: commentId } = comment;
  for (const place of waited) {
    const queue = queues.find((each) => each === place.queue);
    if (!queue) continue;
    const { reference, since, weight } = place;
    const language = comment.language ?? story.language;
    const where = { siteId, storyId, commentId, sectionId: story.sectionId, language };
    await enqueue(tx, { queue, ...where, reference, since, weight });
    await waitSince(tx, commentId, place);
  }
}
