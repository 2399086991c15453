import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { findComment } from "../../discussion/reading.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { cardsById } from "../../stories/reading.ts";
import { enqueue } from "../queue/queue.ts";

/** Lets an appeal wait for the desk, at the comment that it is about. */
export async function letAppealWait(
  tx: Tx,
  site: OpenSite,
  { commentId, appeal, at, isOwn }: { commentId: CommentId; appeal: number; at: number; isOwn: boolean },
): Promise<void> {
  const comment = await findComment(tx, site.id, commentId);
  const story = comment && (await cardsById(tx, [comment.storyId])).get(comment.storyId);
  if (!comment || !story) return;
  const { storyId } = comment;
  await enqueue(tx, {
    queue: "appeal",
    siteId: site.id,
    commentId,
    storyId,
    sectionId: story.sectionId,
    language: comment.language ?? story.language,
    since: at,
    reference: appeal,
  });
  // Its writer's page says now that it was appealed.
  if (isOwn) await appendEvent(tx, { type: "comment.marked", siteId: site.id, at, storyId, commentId });
}
