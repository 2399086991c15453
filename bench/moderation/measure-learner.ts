import { memoryOfModel } from "../../src/features/moderation/learner/core/model.ts";
import type { Row } from "../table.ts";
import { type Trial, tryLearner } from "./learner.ts";
import type { Part, Setting } from "./part.ts";
import type { Scores } from "./scoring.ts";
import { type LabelledSet, labelledSets } from "./sets.ts";

const mostTime = 200;
const mostMemory = 64;

/**
 * The learner on comments that others have labelled. Each set in several random orders, the same ones each time: it learns
 * from the first 80% one after the other and is tried on the rest. The figures are means over the orders; each order's
 * stand in the notes. Nothing is set for one of the sets alone.
 */
export const learnerPart: Part = {
  name: "learner",
  measure: async ({ labelled, runs }: Setting) => {
    const sets = labelledSets(labelled ?? "").flatMap(({ source, set }) =>
      set ? measureSet(set, runs) : [skipped(source)],
    );
    return [...sets, memory()];
  },
};

function skipped({ name, reach }: Omit<LabelledSet, "comments">): Row {
  return {
    what: `${name}, AUC`,
    figure: null,
    baseline: null,
    reach: { atLeast: reach.late },
    notes: ["skipped: its files are missing"],
    wrong: [],
  };
}

function memory(): Row {
  return {
    what: "memory of a model",
    figure: { value: memoryOfModel() / 1e6, unit: "MB" },
    baseline: null,
    reach: { atMost: mostMemory },
    notes: [],
    wrong: [],
  };
}

function measureSet(set: LabelledSet, runs: number): Row[] {
  const trials = Array.from({ length: runs }, (_, at) => tryLearner(set, at + 1));
  const mean = (of: (trial: Trial) => number) => meanOf(trials.map(of));
  const area = (what: string, of: (trial: Trial) => Scores, atLeast: number, notes: string[]): Row => {
    const figure = { value: mean((trial) => of(trial).auc), unit: "share" as const };
    const orders = trials.map((trial) => of(trial).auc.toFixed(4)).join(" ");
    const all = [`each order: ${orders}`, ...notes];
    return {
      what: `${set.name}, AUC ${what}`,
      figure,
      baseline: null,
      reach: { atLeast },
      notes: all,
      wrong: [],
    };
  };
  const time = (what: string, of: (trial: Trial) => number): Row => ({
    what: `${set.name}, ${what} a comment`,
    figure: { value: mean(of), unit: "µs" },
    baseline: null,
    reach: { atMost: mostTime },
    notes: [],
    wrong: [],
  });
  return [
    area("after 2,000", (trial) => trial.early, set.reach.early, [
      `${set.about}; ${set.comments.length} comments, mean of ${runs} orders`,
    ]),
    area("after 80%", (trial) => trial.late, set.reach.late, linesOf(trials)),
    time("scoring", (trial) => trial.scoreTime),
    time("learning", (trial) => trial.learnTime),
  ];
}

function linesOf(trials: readonly Trial[]): string[] {
  const line = (name: string, of: (trial: Trial) => Scores) => lineOf(name, trials.map(of));
  return [
    "                         AUC  avg. precision  best F1  recall at 90% precision",
    line("learner", (trial) => trial.late),
    line("learner, progressive", (trial) => trial.progressive),
    line("majority", (trial) => trial.others.majority),
    line("word list", (trial) => trial.others.wordList),
    line("naive Bayes", (trial) => trial.others.bayes),
  ];
}

function lineOf(name: string, scores: readonly Scores[]): string {
  const cell = (of: (each: Scores) => number, width: number) =>
    meanOf(scores.map(of)).toFixed(4).padStart(width);
  const figures = [
    cell((each) => each.auc, 6),
    cell((each) => each.averagePrecision, 14),
    cell((each) => each.f1, 7),
    cell((each) => each.recallAt90, 23),
  ];
  return `${name.padEnd(20)}  ${figures.join("  ")}`;
}

function meanOf(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}
