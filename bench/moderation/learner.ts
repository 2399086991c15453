import {
  countedOf,
  featuresOf,
  featuresOfCounted,
} from "../../src/features/moderation/learner/core/features.ts";
import { Model } from "../../src/features/moderation/learner/core/model.ts";
import { shapeOf } from "../../src/features/moderation/learner/core/known.ts";
import { median } from "../median.ts";
import { majority, multinomialBayes, type Scorer, wordList } from "./baselines.ts";
import { type Scores, type Scored, scoresOf } from "./scoring.ts";
import { type Labelled, type LabelledSet, shuffled } from "./sets.ts";

/** What came out on one set in one order. */
export interface Trial {
  seed: number;
  /** After 2,000 decisions, on the part that is never learnt from. */
  early: Scores;
  /** After all of the training part. */
  late: Scores;
  /** Of every comment before it was learnt, over the whole set. */
  progressive: Scores;
  others: Record<"majority" | "wordList" | "bayes", Scores>;
  /** Microseconds a comment, median over the set. */
  learnTime: number;
  scoreTime: number;
}

const trainingShare = 0.8;
const earlyAfter = 2000;

export function tryLearner({ comments }: LabelledSet, seed: number): Trial {
  const order = shuffled(comments, seed);
  const split = Math.floor(order.length * trainingShare);
  const [training, test] = [order.slice(0, split), order.slice(split)];
  const model = new Model();
  const scoreTimes: number[] = [];
  const score: Scorer = (text) => timed(scoreTimes, () => model.score(featuresOf(text, shapeOf(text))));
  const onTest = () => scoresOf(scored(test, score));
  const progressive: Scored[] = [];
  let early: Scores | null = null;
  const learnTimes: number[] = [];
  for (const comment of training) {
    if (progressive.length === earlyAfter) early = onTest();
    progressive.push(timed(learnTimes, () => learn(model, comment)));
  }
  const late = onTest();
  for (const comment of test) progressive.push(learn(model, comment));
  const other = (scorer: Scorer) => scoresOf(scored(test, scorer));
  return {
    seed,
    early: early ?? late,
    late,
    progressive: scoresOf(progressive),
    others: {
      majority: other(majority(training)),
      wordList: other(wordList(training)),
      bayes: other(multinomialBayes(training)),
    },
    learnTime: median(learnTimes) * 1000,
    scoreTime: median(scoreTimes) * 1000,
  };
}

function learn(model: Model, { text, label }: Labelled): Scored {
  return { score: model.learn(featuresOfCounted(countedOf(text, shapeOf(text))), label), label };
}

function scored(test: readonly Labelled[], scorer: Scorer): Scored[] {
  return test.map(({ text, label }) => ({ score: scorer(text), label }));
}

function timed<T>(times: number[], act: () => T): T {
  const start = performance.now();
  const outcome = act();
  times.push(performance.now() - start);
  return outcome;
}
