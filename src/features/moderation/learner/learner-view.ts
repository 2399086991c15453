import type { Context } from "../../../context.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { explain, type PushedSpan } from "./core/explain.ts";
import { featuresOf } from "./core/features.ts";
import { hasEarned, leastForRefusing } from "./core/record.ts";
import { allKnown, knownOf } from "./known-of.ts";
import { learnerOf, versionOf } from "./learner.ts";
import { outcomesOf } from "./outcomes.ts";
import { commentsToJudge } from "./taught.store.ts";

/** off: the phase is switched off; shadow: it only looks on; holding: it may act from its threshold on. */
export type LearnerMode = "off" | "shadow" | "holding";

/** What the learner thinks of a comment now: for the desk's eyes only. */
export interface LearnerView {
  /** How likely the desk is to refuse it, 0 to 1. */
  score: number;
  /** What in its text pushes that up (above 0) or down. */
  spans: readonly PushedSpan[];
  state: LearnerMode;
  version: string;
}

/** Null: it has learnt nothing yet, or there is no such comment. */
export async function learnerView(
  ctx: Context,
  { id, siteId }: { id: CommentId; siteId: SiteId },
): Promise<LearnerView | null> {
  const learner = await learnerOf(ctx, siteId);
  if (learner.model.seen === 0) return null;
  const comment = (await commentsToJudge(ctx.db.read, [id])).get(id);
  if (!comment || comment.siteId !== siteId) return null;
  const { text } = comment;
  return {
    score: learner.model.score(featuresOf(text, allKnown(text, knownOf(comment)))),
    spans: explain(learner.model, text),
    state: await learnerMode(ctx, siteId),
    version: versionOf(learner),
  };
}

/** What the learner of a site may do by now. */
export async function learnerMode(ctx: Context, siteId: SiteId): Promise<LearnerMode> {
  const { on, hold, refuse, precision } = (await rulesOf(ctx, siteId)).settings.phases.learner;
  if (!on) return "off";
  if (hold === null && refuse === null) return "shadow";
  const outcomes = await outcomesOf(ctx, await learnerOf(ctx, siteId));
  const mayHold = hold !== null && hasEarned(outcomes, hold, precision);
  const mayRefuse = refuse !== null && hasEarned(outcomes, refuse, leastForRefusing);
  return mayHold || mayRefuse ? "holding" : "shadow";
}
