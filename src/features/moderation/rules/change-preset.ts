import type { Context } from "../../../context.ts";
import type { MemberId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import { setPreset } from "../../stories/set-preset.ts";
import type { Preset } from "../../stories/story.ts";
import { recordDecision } from "../record-decision.ts";
import { rulesOf } from "./rules-of.ts";

const aDay = 24 * 3_600_000;

export interface PresetChange {
  siteId: SiteId;
  storyId: StoryId;
  /** Empty: the story has none any more. */
  preset: Preset | "";
  by: MemberId;
}

/** Puts a story under the rules of its kind, or takes it out again. False: the site has no such story. */
export async function changePreset(
  ctx: Context,
  { siteId, storyId, preset, by }: PresetChange,
): Promise<boolean> {
  const { days } = (await rulesOf(ctx, siteId)).settings.phases.preset;
  return ctx.db.transact(async (tx) => {
    const at = ctx.now();
    const closesAt = preset === "" || days === 0 ? null : at + days * aDay;
    const changed = await setPreset(tx, { siteId, storyId, preset, closesAt, at });
    if (!changed) return false;
    const { before, after } = changed;
    if (before.preset === after.preset) return true;
    await recordDecision(tx, {
      siteId,
      commentId: null,
      about: `story:${storyId}`,
      actor: `staff:${by}`,
      action: "preset",
      code: preset,
      reason: "",
      details: { closesAt: [before.closesAt, after.closesAt] },
      before: before.preset,
      after: after.preset,
      at,
    });
    return true;
  });
}
