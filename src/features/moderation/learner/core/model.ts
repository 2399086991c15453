import { type Features, tableBits } from "./features.ts";

// Two learners over the same features, and a third that weighs what they say.
//
// The first is logistic regression, one decision at a time, with a rate of its own for each weight (AdaGrad: Duchi, J.,
// Hazan, E., Singer, Y. (2011), JMLR 12). It is the better one where there are many decisions.
// The second is naive Bayes on the presence of features, as a sum of log-odds. It is the better one where there are few, and
// beside a linear model it makes up for what that misses: Wang, S., Manning, C. (2012), "Baselines and Bigrams". Each feature
// counts half a time more on either side than it was seen (Jeffreys).
// The third is logistic regression on what the two said of each comment before they learnt it (stacking: Wolpert, D. (1992),
// Neural Networks 5), so its outcome is a probability that holds on comments that it has not seen.
//
// All numbers move in the order of the lessons and by arithmetic that is the same on every machine: the same lessons make
// the same bytes.

const places = 1 << tableBits;
const rate = 0.7;
const start = 0.01;
const biasRate = 0.07;
const mixRate = 0.5;
const unit = 1e-3;

/** Numbers that belong to the model as a whole, by their place in `rest`. */
const rest = {
  bias: 0,
  biasSquares: 1,
  kept: 2,
  refused: 3,
  linearSquares: 4,
  bayesSquares: 5,
  mixLinear: 6,
  mixBayes: 7,
  mixBias: 8,
  mixLinearSquares: 9,
  mixBayesSquares: 10,
  mixBiasSquares: 11,
} as const;
type Rest = keyof typeof rest;
export const restLength = 12;

/** What the learners say before the third weighs it. */
interface Said {
  linear: number;
  bayes: number;
}

/** What a model consists of. All arrays have a number for each place, but the last. */
export interface Tables {
  weights: Float32Array;
  squares: Float32Array;
  /** Comments with the feature that were let through, and that were refused; they stop at 65,535. */
  kept: Uint16Array;
  refused: Uint16Array;
  rest: Float64Array;
}

/** Natural logarithms of small whole numbers, from 1. */
const logs = new Float64Array(4096).map((_, n) => Math.log(Math.max(n, 1)));
const log = (n: number) => logs[n] ?? Math.log(n);

/** Learns which comments a desk refuses. */
export class Model {
  readonly tables: Tables;

  constructor(tables: Tables = emptyTables()) {
    this.tables = tables;
  }

  /** Lessons learnt. */
  get seen(): number {
    return this.number("kept") + this.number("refused");
  }

  /** How likely the desk is to refuse it, 0 to 1. */
  score(features: Features): number {
    return logistic(this.mix(this.said(features)));
  }

  /** Learns that the desk refused (1) or published (0) it. Gives what the score was before. */
  learn(features: Features, label: 0 | 1): number {
    const said = this.said(features);
    this.add("linearSquares", said.linear ** 2);
    this.add("bayesSquares", said.bayes ** 2);
    const before = logistic(this.mix(said));
    this.learnMix(said, before - label);
    this.learnLinear(features, logistic(said.linear) - label);
    this.count(features, label);
    return before;
  }

  /** What each feature adds to the score, before it is brought between 0 and 1. */
  parts({ keys, values }: Features): Float64Array {
    const { weights, kept, refused } = this.tables;
    const linear = this.number("mixLinear") / this.unitOf("linearSquares");
    const bayes = this.number("mixBayes") / this.unitOf("bayesSquares");
    const prior = this.prior();
    return Float64Array.from(keys, (key, at) => {
      const place = key >>> 1;
      const value = values[at] ?? 0;
      const [k, r] = [kept[place] ?? 0, refused[place] ?? 0];
      const odds = k + r === 0 ? 0 : value * (log(2 * r + 1) - log(2 * k + 1) - prior);
      return linear * (weights[place] ?? 0) * (key & 1 ? -value : value) + bayes * odds;
    });
  }

  private said({ keys, values }: Features): Said {
    const { weights, kept, refused } = this.tables;
    const prior = this.prior();
    let linear = this.number("bias");
    let bayes = 0;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      const place = key >>> 1;
      const value = values[at] ?? 0;
      linear += (weights[place] ?? 0) * (key & 1 ? -value : value);
      const k = kept[place] ?? 0;
      const r = refused[place] ?? 0;
      if (k + r > 0) bayes += value * (log(2 * r + 1) - log(2 * k + 1) - prior);
    }
    return { linear, bayes };
  }

  private prior(): number {
    return Math.log((this.number("refused") + 2) / (this.number("kept") + 2));
  }

  private mix({ linear, bayes }: Said): number {
    return (
      (this.number("mixLinear") * linear) / this.unitOf("linearSquares") +
      (this.number("mixBayes") * bayes) / this.unitOf("bayesSquares") +
      this.number("mixBias")
    );
  }

  /** What counts as one step of what a learner says: its root mean square so far. */
  private unitOf(squares: "linearSquares" | "bayesSquares"): number {
    return Math.sqrt(this.number(squares) / Math.max(this.seen, 1) + unit);
  }

  private learnMix({ linear, bayes }: Said, error: number): void {
    this.stepMix("mixLinear", "mixLinearSquares", (error * linear) / this.unitOf("linearSquares"));
    this.stepMix("mixBayes", "mixBayesSquares", (error * bayes) / this.unitOf("bayesSquares"));
    this.stepMix("mixBias", "mixBiasSquares", error);
  }

  private stepMix(weight: Rest, squares: Rest, slope: number): void {
    this.add(squares, slope * slope);
    this.add(weight, (-mixRate * slope) / Math.sqrt(this.number(squares)));
  }

  private learnLinear({ keys, values }: Features, error: number): void {
    const { weights, squares } = this.tables;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      const place = key >>> 1;
      const value = values[at] ?? 0;
      const slope = error * (key & 1 ? -value : value);
      const sum = (squares[place] ?? 0) + slope * slope;
      squares[place] = sum;
      weights[place] = (weights[place] ?? 0) - (rate * slope) / Math.sqrt(sum + start);
    }
    this.add("biasSquares", error * error);
    this.add("bias", (-biasRate * error) / Math.sqrt(this.number("biasSquares") + start));
  }

  private count({ keys }: Features, label: 0 | 1): void {
    const counts = label === 1 ? this.tables.refused : this.tables.kept;
    for (let at = 0; at < keys.length; at++) {
      const place = (keys[at] ?? 0) >>> 1;
      const before = counts[place] ?? 0;
      if (before < 0xffff) counts[place] = before + 1;
    }
    this.add(label === 1 ? "refused" : "kept", 1);
  }

  private number(name: Rest): number {
    return this.tables.rest[rest[name]] ?? 0;
  }

  private add(name: Rest, much: number): void {
    this.tables.rest[rest[name]] = this.number(name) + much;
  }
}

function emptyTables(): Tables {
  const numbers = new Float64Array(restLength);
  for (const name of [
    "mixLinear",
    "mixBayes",
    "mixLinearSquares",
    "mixBayesSquares",
    "mixBiasSquares",
  ] as const)
    numbers[rest[name]] = 1;
  return {
    weights: new Float32Array(places),
    squares: new Float32Array(places),
    kept: new Uint16Array(places),
    refused: new Uint16Array(places),
    rest: numbers,
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Bytes that a model holds in memory. */
export function memoryOfModel(): number {
  return Object.values(emptyTables()).reduce((sum, table) => sum + table.byteLength, 0);
}
