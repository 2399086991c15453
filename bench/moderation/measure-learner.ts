import { memoryOfModel } from "../../src/features/moderation/learner/core/model.ts";
import { type Trial, tryLearner } from "./learner.ts";
import type { ModerationOutcome, ModerationSetting } from "./part.ts";
import type { Scores } from "./scoring.ts";
import { type LabelledSet, labelledSets } from "./sets.ts";

const mostTime = 200;
const mostMemory = 64;

/** What stands in the JSON of one set. */
interface SetFigures {
  name: string;
  comments: number;
  trials: readonly Trial[];
  isReached: boolean;
}

/**
 * The learner on comments that others have labelled. Each set in several random orders, the same ones each time: it learns
 * from the first 80% one after the other and is tried on the rest. The figures are means over the orders; each order's
 * stands in the JSON. Nothing is set for one of the sets alone.
 */
export async function measureLearner({ data, seeds, print }: ModerationSetting): Promise<ModerationOutcome> {
  const figures: SetFigures[] = [];
  for (const { source, set } of labelledSets(data)) {
    if (set) figures.push(measureSet(set, seeds, print));
    else print(`  ${source.name}: skipped, its files are not in ${data}`);
  }
  const megabytes = memoryOfModel() / 1e6;
  print(
    `  memory: ${megabytes.toFixed(1)} MB a model (at most ${mostMemory}): ${verdict(megabytes <= mostMemory)}`,
  );
  const isReached = megabytes <= mostMemory && figures.every((set) => set.isReached);
  return { figures: { sets: figures, megabytes }, isReached };
}

function measureSet(set: LabelledSet, seeds: number, print: (line: string) => void): SetFigures {
  const trials = Array.from({ length: seeds }, (_, at) => tryLearner(set, at + 1));
  const mean = (of: (trial: Trial) => number) => meanOf(trials.map(of));
  const { early, late } = set.reach;
  const auc = { early: mean((t) => t.early.auc), late: mean((t) => t.late.auc) };
  const time = { learn: mean((t) => t.learnTime), score: mean((t) => t.scoreTime) };
  const isReached =
    auc.early >= early && auc.late >= late && time.learn <= mostTime && time.score <= mostTime;
  print(`  ${set.name} (${set.about}), ${set.comments.length} comments, mean of ${seeds} orders`);
  print(`    after 2,000: AUC ${auc.early.toFixed(4)} (at least ${early}): ${verdict(auc.early >= early)}`);
  print(`    after all:   AUC ${auc.late.toFixed(4)} (at least ${late}): ${verdict(auc.late >= late)}`);
  print("                             AUC  avg. precision  best F1  recall at 90% precision");
  const line = (name: string, of: (trial: Trial) => Scores) => print(`    ${lineOf(name, trials.map(of))}`);
  line("learner", (t) => t.late);
  line("learner, progressive", (t) => t.progressive);
  line("majority", (t) => t.others.majority);
  line("word list", (t) => t.others.wordList);
  line("naive Bayes", (t) => t.others.bayes);
  print(`    time a comment: ${time.score.toFixed(0)} µs to score, ${time.learn.toFixed(0)} µs to learn`);
  print(
    `    AUC of each order: ${trials.map((t) => `${t.early.auc.toFixed(4)}/${t.late.auc.toFixed(4)}`).join(" ")}`,
  );
  return { name: set.name, comments: set.comments.length, trials, isReached };
}

function lineOf(name: string, scores: readonly Scores[]): string {
  const cell = (of: (each: Scores) => number, width: number) =>
    meanOf(scores.map(of)).toFixed(4).padStart(width);
  const figures = [
    cell((s) => s.auc, 6),
    cell((s) => s.averagePrecision, 14),
    cell((s) => s.f1, 7),
    cell((s) => s.recallAt90, 23),
  ];
  return `${name.padEnd(20)}  ${figures.join("  ")}`;
}

function meanOf(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}

const verdict = (isEnough: boolean) => (isEnough ? "ok" : "NOT REACHED");
