import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { type Bin, type Cost, calibrationOf, costOf, hasEarned, thresholds } from "./core/record.ts";
import { learnerOf, versionOf } from "./learner.ts";
import { type LearnerMode, learnerMode } from "./learner-view.ts";
import { worstMistakes } from "./lesson.store.ts";
import { outcomesOf } from "./outcomes.ts";
import { listSnapshots, type Snapshot } from "./snapshot.store.ts";
import { lastScores } from "./taught.store.ts";
import { lastTrials, type TrialRow } from "./trial.store.ts";

export interface Mistake {
  commentId: number;
  score: number;
  text: string;
  at: number;
}

/** All that the desk sees of its learner. */
export interface LearnerPage {
  mode: LearnerMode;
  version: string;
  baseId: number;
  /** Decisions that it has learnt from. */
  seen: number;
  /** Decisions that it was tried on before it learnt them, and how many of them were refusals. */
  tried: number;
  triedRefused: number;
  /** The number of the rules, for who changes them. */
  rules: number;
  settings: RuleSettings["phases"]["learner"];
  costs: readonly (Cost & { isEarned: boolean })[];
  calibration: readonly Bin[];
  missed: readonly Mistake[];
  wronged: readonly Mistake[];
  snapshots: readonly Snapshot[];
  trials: readonly TrialRow[];
}

/** Of what was posted last, how much would be held. */
const postedLast = 2000;
const mistakesShown = 8;
const trialsShown = 5;

export async function learnerPage(ctx: Context, siteId: SiteId): Promise<LearnerPage> {
  const db = ctx.db.read;
  const learner = await learnerOf(ctx, siteId);
  const outcomes = await outcomesOf(ctx, learner);
  const rules = await rulesOf(ctx, siteId);
  const settings = rules.settings.phases.learner;
  const posted = await lastScores(db, siteId, postedLast);
  const costs = thresholds.map((threshold) => ({
    ...costOf(threshold, outcomes, posted),
    isEarned: hasEarned(outcomes, threshold, settings.precision),
  }));
  return {
    mode: await learnerMode(ctx, siteId),
    version: versionOf(learner),
    baseId: learner.baseId,
    seen: learner.model.seen,
    tried: outcomes.length,
    triedRefused: outcomes.filter(({ label }) => label === 1).length,
    rules: rules.number,
    settings,
    costs,
    calibration: calibrationOf(outcomes),
    missed: (await worstMistakes(db, siteId, 1, mistakesShown)).filter(({ score }) => score < 0.5),
    wronged: (await worstMistakes(db, siteId, 0, mistakesShown)).filter(({ score }) => score >= 0.5),
    snapshots: await listSnapshots(db, siteId),
    trials: await lastTrials(db, siteId, trialsShown),
  };
}
