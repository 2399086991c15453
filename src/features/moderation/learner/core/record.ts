// How well a learner did on decisions that it had not seen when it said what it would do ("prequential" or progressive
// validation: Dawid, A. P. (1984), JRSS A 147; Blum, A., Kalai, A., Langford, J. (1999), COLT).

/** What it said of a comment, 0 to 1, and what the desk decided then: 1 refused, 0 published. */
export interface Outcome {
  score: number;
  label: 0 | 1;
}

/** A share with the interval in which the true one lies, 19 times in 20. */
export interface Share {
  value: number;
  low: number;
  high: number;
  /** Out of how many. */
  of: number;
}

const z = 1.959_963_985;

/** Wilson, E. B. (1927), Journal of the American Statistical Association 22. Of nothing: anything. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { value: Number.NaN, low: 0, high: 1, of };
  const value = hits / of;
  const middle = value + (z * z) / (2 * of);
  const margin = z * Math.sqrt((value * (1 - value) + (z * z) / (4 * of)) / of);
  const scale = 1 + (z * z) / of;
  return {
    value,
    low: Math.max(0, (middle - margin) / scale),
    high: Math.min(1, (middle + margin) / scale),
    of,
  };
}

/** What would become of comments at a threshold. */
export interface Cost {
  /** In per cent: comments with at least this score would be held. */
  threshold: number;
  /** Of all comments that were posted, how many it would hold. */
  held: Share;
  /** Of those that the desk refused, how many it would hold. */
  caught: Share;
  /** Of those that it would hold, how many the desk refused. */
  right: Share;
  /** Of those that the desk published, how many it would hold. */
  wronglyHeld: Share;
}

/** Among these the desk chooses. */
export const thresholds = [20, 30, 40, 50, 60, 70, 80, 90, 95, 98] as const;

/** What a threshold would have cost: by the outcomes, and by the scores of all that was posted. */
export function costOf(threshold: number, outcomes: readonly Outcome[], posted: readonly number[]): Cost {
  const bar = threshold / 100;
  const above = outcomes.filter(({ score }) => score >= bar);
  const refused = outcomes.filter(({ label }) => label === 1).length;
  const caught = above.filter(({ label }) => label === 1).length;
  return {
    threshold,
    held: shareOf(posted.filter((score) => score >= bar).length, posted.length),
    caught: shareOf(caught, refused),
    right: shareOf(caught, above.length),
    wronglyHeld: shareOf(above.length - caught, outcomes.length - refused),
  };
}

/** It has to have been tried on so many decisions, with so many of either kind, before it may do anything. */
export const leastOutcomes = 200;
export const leastOfEither = 30;
/** Refusing takes this much precision, in per cent. */
export const leastForRefusing = 95;

/**
 * Whether it has earned to act at a threshold: it was tried often enough, and even the lower bound of its precision there is
 * `least`, in per cent.
 */
export function hasEarned(outcomes: readonly Outcome[], threshold: number, least: number): boolean {
  const refused = outcomes.filter(({ label }) => label === 1).length;
  if (outcomes.length < leastOutcomes || Math.min(refused, outcomes.length - refused) < leastOfEither)
    return false;
  return costOf(threshold, outcomes, []).right.low * 100 >= least;
}

/** Of comments with scores between `from` and `to`: what it said on average, and how many the desk refused. */
export interface Bin {
  from: number;
  to: number;
  said: number;
  refused: Share;
}

/** How true the scores are (reliability diagram: Murphy, A., Winkler, R. (1977), Applied Statistics 26). */
export function calibrationOf(outcomes: readonly Outcome[], bins = 10): Bin[] {
  return Array.from({ length: bins }, (_, at) => {
    const inside = outcomes.filter(({ score }) => Math.min(Math.floor(score * bins), bins - 1) === at);
    const said = inside.reduce((sum, { score }) => sum + score, 0) / inside.length;
    const refused = shareOf(inside.filter(({ label }) => label === 1).length, inside.length);
    return { from: at / bins, to: (at + 1) / bins, said, refused };
  });
}
