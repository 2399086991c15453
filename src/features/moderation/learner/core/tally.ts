import { type Outcome, type Share, shareOf } from "./record.ts";

/** How often each score was given, in whole per cent, to what the desk published and to what it refused. */
export interface Tally {
  kept: number[];
  refused: number[];
}

const steps = 101;

export function emptyTally(): Tally {
  return { kept: new Array<number>(steps).fill(0), refused: new Array<number>(steps).fill(0) };
}

export function addTo(tally: Tally, { score, label }: Outcome): void {
  const side = label === 1 ? tally.refused : tally.kept;
  const step = Math.min(Math.max(Math.floor(score * 100), 0), steps - 1);
  side[step] = (side[step] ?? 0) + 1;
}

export interface TallyScores {
  /** How often what was refused had the higher score of two; NaN: there was nothing to compare. */
  auc: number;
  /** At a threshold: of what was refused, how many reached it; of those that reached it, how many were refused. */
  caught: Share;
  right: Share;
}

export function scoresOfTally({ kept, refused }: Tally, threshold: number): TallyScores {
  const sum = (list: readonly number[], from = 0) => list.slice(from).reduce((all, n) => all + n, 0);
  let below = 0;
  let area = 0;
  for (const [step, n] of refused.entries()) {
    const equal = kept[step] ?? 0;
    area += n * (below + equal / 2);
    below += equal;
  }
  const caught = sum(refused, threshold);
  return {
    auc: area / (sum(kept) * sum(refused)),
    caught: shareOf(caught, sum(refused)),
    right: shareOf(caught, caught + sum(kept, threshold)),
  };
}
