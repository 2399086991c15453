import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { CommentId, MemberId } from "../../../platform/lib/ids.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { findComment } from "../../discussion/reading.ts";
import type { Conflict } from "./act.ts";
import type { Outcome } from "./decide-comments.ts";
import { staffNames } from "./decisions.store.ts";
import { seenOf } from "./seen.ts";

/** What a moderator is told of what wasn't done, and the form with what they would see now. */
export async function outcomeWords(
  world: World,
  outcome: Outcome,
): Promise<{ seen: string; ids: CommentId[]; told: string[] }> {
  const { ctx, site, locale } = world;
  const told: string[] = [];
  if (outcome.done.length > 0) told.push(locale.message("acts.done.n", { n: outcome.done.length }));
  for (const conflict of outcome.conflicts.slice(0, 5)) told.push(await conflictWords(world, conflict));
  for (const [stop, n] of Object.entries(outcome.stopped))
    told.push(locale.message(`acts.stop.${stop}` as MessageId, { n }));
  const ids = outcome.conflicts.map(({ commentId }) => commentId);
  const [only] = ids;
  const comment = ids.length === 1 && only ? await findComment(ctx.db.read, site.id, only) : null;
  return { seen: comment ? seenOf(comment) : "", ids, told };
}

async function conflictWords({ ctx, locale }: World, { decision }: Conflict): Promise<string> {
  if (!decision) return locale.message("acts.conflict.changed");
  const { actor, action, at } = decision;
  const what = locale.message(`action.${action}` as MessageId);
  const memberId = actor.startsWith("staff:") ? (actor.slice("staff:".length) as MemberId) : null;
  if (memberId === null) return locale.message("acts.conflict.other", { what, when: locale.hour(at) });
  const name = (await staffNames(ctx.db.read, [memberId])).get(memberId) ?? memberId;
  return locale.message("acts.conflict.by", { who: isolate(name), what, when: locale.hour(at) });
}
