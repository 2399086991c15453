/** A score and what was true. */
export interface Scored {
  score: number;
  label: 0 | 1;
}

export interface Scores {
  /** Area under the ROC curve: how often a refused comment has a higher score than one that was let through. */
  auc: number;
  averagePrecision: number;
  /** At the threshold at which it is best. */
  f1: number;
  /** The largest share of the refused that is found while nine in ten found are rightly so. */
  recallAt90: number;
}

export function scoresOf(list: readonly Scored[]): Scores {
  const sorted = [...list].sort((a, b) => b.score - a.score);
  const positives = sorted.filter(({ label }) => label === 1).length;
  const negatives = sorted.length - positives;
  let [found, wrong, area, averagePrecision, f1, recallAt90] = [0, 0, 0, 0, 0, 0];
  // Equal scores are one step: no order among them is better than another.
  for (let at = 0; at < sorted.length; ) {
    const [foundBefore, wrongBefore] = [found, wrong];
    const { score } = sorted[at] ?? { score: 0 };
    for (; at < sorted.length && sorted[at]?.score === score; at++)
      if (sorted[at]?.label === 1) found++;
      else wrong++;
    area += ((wrong - wrongBefore) * (found + foundBefore)) / 2;
    const precision = found / (found + wrong);
    const recall = found / positives;
    averagePrecision += ((found - foundBefore) / positives) * precision;
    if (found > 0) f1 = Math.max(f1, (2 * precision * recall) / (precision + recall));
    if (precision >= 0.9) recallAt90 = Math.max(recallAt90, recall);
  }
  return { auc: area / (positives * negatives), averagePrecision, f1, recallAt90 };
}
