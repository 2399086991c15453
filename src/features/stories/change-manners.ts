import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Discussion } from "./story.ts";
import { readManners, saveManners } from "./story-write.store.ts";

/** How a story may be discussed. */
export interface Manners extends Pick<Discussion, "mode" | "slowSeconds" | "preset" | "closesAt"> {
  siteId: SiteId;
}

/** Takes a discussion for this transaction and tells how it is held. */
export function lockManners(tx: Tx, storyId: StoryId): Promise<Manners | null> {
  return readManners(tx, storyId);
}

/** Opens or closes a discussion, slows it down, or says what kind of story it is below. One that is opened stays open. */
export async function changeManners(tx: Tx, storyId: StoryId, manners: Manners, at: number): Promise<void> {
  const { siteId, mode, closesAt } = manners;
  const isOver = mode !== "closed" && closesAt !== null && closesAt <= at;
  await saveManners(tx, storyId, { ...manners, closesAt: isOver ? null : closesAt });
  await appendEvent(tx, { type: "discussion.changed", siteId, at, storyId });
}
