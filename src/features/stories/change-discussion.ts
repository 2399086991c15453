import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { DiscussionMode, Story } from "./story.ts";
import { updateDiscussion } from "./story-write.store.ts";

export interface DiscussionChange {
  mode: DiscussionMode;
  notice: string;
  closesAt: number | null;
  at: number;
}

/** Sets how a story is discussed. */
export async function changeDiscussion(tx: Tx, story: Story, change: DiscussionChange): Promise<void> {
  await updateDiscussion(tx, story.id, change);
  await appendEvent(tx, {
    type: "discussion.changed",
    siteId: story.siteId,
    at: change.at,
    storyId: story.id,
  });
}
