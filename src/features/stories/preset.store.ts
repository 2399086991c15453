import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Preset } from "./story.ts";

/** What a preset changes of a discussion. */
export interface PresetState {
  preset: Preset | "";
  closesAt: number | null;
  /** When it would have closed without the preset. */
  closedWithout: number | null;
}

const columns = ["preset", "closes_at as closesAt", "closes_without as closedWithout"] as const;

/** Takes a discussion for this transaction. Null: the site has no such story. */
export async function presetForChange(tx: Tx, siteId: SiteId, id: StoryId): Promise<PresetState | null> {
  const row = await tx
    .selectFrom("discussion")
    .select(columns)
    .where("story_id", "=", id)
    .where("site_id", "=", siteId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ? { ...row, preset: row.preset as Preset | "" } : null;
}

export async function updatePreset(tx: Tx, id: StoryId, state: PresetState): Promise<void> {
  const { preset, closesAt, closedWithout } = state;
  await tx
    .updateTable("discussion")
    .set({ preset, closes_at: closesAt, closes_without: closedWithout })
    .where("story_id", "=", id)
    .execute();
}

/** The stories of a site that have a preset, the newest first. */
export async function storiesWithPreset(db: Db, siteId: SiteId, limit: number) {
  const rows = await db
    .selectFrom("discussion")
    .innerJoin("story", "story.id", "discussion.story_id")
    .select(["story.id", "story.slug", "story.headline", "discussion.preset", "closes_at as closesAt"])
    .where("discussion.site_id", "=", siteId)
    .where("discussion.preset", "!=", "")
    .orderBy("story.published_at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, preset: row.preset as Preset }));
}
