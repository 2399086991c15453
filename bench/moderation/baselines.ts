import type { Labelled } from "./sets.ts";

/** Gives a text a score, having seen others. */
export type Scorer = (text: string) => number;

const wordsOf = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];

/** What one would say who has only counted: all the same. */
export function majority(training: readonly Labelled[]): Scorer {
  const share = training.filter(({ label }) => label === 1).length / training.length;
  return () => share;
}

const wordsInList = 300;
const seldom = 3;

/** The words that tell most against a text, as a desk would put them on a list; the score is how many of them it has. */
export function wordList(training: readonly Labelled[]): Scorer {
  const counts = countsIn(training, (text) => new Set(wordsOf(text)));
  const ratio = ([, [kept, refused]]: [string, [number, number]]) => (refused + 1) / (kept + 1);
  const list = [...counts]
    .filter(([, [, refused]]) => refused >= seldom)
    .sort((a, b) => ratio(b) - ratio(a))
    .slice(0, wordsInList)
    .map(([word]) => word);
  const banned = new Set(list);
  return (text) => wordsOf(text).filter((word) => banned.has(word)).length;
}

/** Multinomial naive Bayes over words, each counted once more than it was seen (Laplace). */
export function multinomialBayes(training: readonly Labelled[]): Scorer {
  const counts = countsIn(training, wordsOf);
  const totals = [...counts.values()].reduce(([a, b], [kept, refused]) => [a + kept, b + refused], [0, 0]);
  const refused = training.filter(({ label }) => label === 1).length;
  const prior = Math.log(refused / (training.length - refused));
  return (text) =>
    wordsOf(text).reduce((sum, word) => {
      const [k, r] = counts.get(word) ?? [0, 0];
      const likely = (n: number, total = 0) => Math.log((n + 1) / (total + counts.size));
      return counts.has(word) ? sum + likely(r, totals[1]) - likely(k, totals[0]) : sum;
    }, prior);
}

function countsIn(
  training: readonly Labelled[],
  pieces: (text: string) => Iterable<string>,
): Map<string, [number, number]> {
  const counts = new Map<string, [number, number]>();
  for (const { text, label } of training)
    for (const piece of pieces(text)) {
      const count = counts.get(piece) ?? [0, 0];
      count[label]++;
      counts.set(piece, count);
    }
  return counts;
}
