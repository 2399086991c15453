import type { World } from "../../context.ts";
import { dutyAt } from "../moderation/rules/duty.ts";
import { rulesOf } from "../moderation/rules/rules-of.ts";
import type { Discussion, Story } from "../stories/story.ts";

/** A discussion with what the site's rules make of it at this hour: whether somebody is on duty, and no preset that is off. */
export async function underRules({ ctx, site, now }: World, discussion: Discussion): Promise<Discussion> {
  const { settings } = await rulesOf(ctx, site.id);
  const duty = dutyAt(settings, site.timeZone, now);
  const preset = settings.phases.preset.on ? discussion.preset : "";
  return { ...discussion, preset, ...(duty ? { duty } : {}) };
}

/** When a discussion closes or opens by itself, if that is still to come: then its page says something else. */
export function closing({ discussion }: Pick<Story, "discussion">, now: number): number | undefined {
  const { closesAt, duty } = discussion;
  const times = [closesAt, duty?.turnsAt ?? null].flatMap((at) => (at !== null && at > now ? [at] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}
