import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import { type PresetState, presetForChange, updatePreset } from "./preset.store.ts";
import type { Preset } from "./story.ts";

export { storiesWithPreset } from "./preset.store.ts";

export interface PresetWish {
  siteId: SiteId;
  storyId: StoryId;
  /** Empty: none any more. */
  preset: Preset | "";
  /** When the discussion closes with it; null: as it would without. */
  closesAt: number | null;
  at: number;
}

/**
 * Says that a story is of a kind at which more is at stake, or isn't any more: then its discussion closes as it would have
 * before. Gives how it was and how it is; null: the site has no such story.
 */
export async function setPreset(
  tx: Tx,
  { siteId, storyId, preset, closesAt, at }: PresetWish,
): Promise<{ before: PresetState; after: PresetState } | null> {
  const before = await presetForChange(tx, siteId, storyId);
  if (!before) return null;
  const without = before.preset === "" ? before.closesAt : before.closedWithout;
  const after: PresetState = { preset, closesAt: earlier(closesAt, without), closedWithout: without };
  if (preset === "") Object.assign(after, { closesAt: without, closedWithout: null });
  await updatePreset(tx, storyId, after);
  await appendEvent(tx, { type: "discussion.changed", siteId, at, storyId });
  return { before, after };
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
