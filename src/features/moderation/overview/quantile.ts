import { middleOfBin } from "./overview.store.ts";

/** How many spans of time fell into which bin. A bin may come more than once. */
export type Bins = readonly { bin: number; n: number }[];

/** The span that a share of all doesn't exceed, in milliseconds, within 2%; null: there are none. */
export function quantile(bins: Bins, share: number): number | null {
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  // The nearest rank: the smallest value with at least that share at or below it.
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const { bin, n } of bins.toSorted((one, other) => one.bin - other.bin)) {
    seen += n;
    if (seen >= rank) return Math.max(0, middleOfBin(bin));
  }
  return null;
}
