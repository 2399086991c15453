/** What is told of fewer could be about somebody whom readers know. */
export const least = 3;

/**
 * A table without small numbers: what has fewer than three cases goes into one row called `other`. If that has fewer
 * itself, the smallest of the rest goes with it: nobody finds it by subtraction from the total.
 */
export function withoutSmall<Row extends { name: string; value: number }>(
  rows: readonly Row[],
  other: string,
): { name: string; value: number }[] {
  const sorted = rows.toSorted((one, another) => another.value - one.value);
  let large = sorted.filter(({ value }) => value >= least);
  const small = sorted.slice(large.length).filter(({ value }) => value > 0);
  if (small.length === 0) return large;
  let sum = small.reduce((total, { value }) => total + value, 0);
  const smallest = large.at(-1);
  if (sum < least && smallest) {
    large = large.slice(0, -1);
    sum += smallest.value;
  }
  return [...large, { name: other, value: sum }];
}

/** A number, or that there are fewer than three: null. None is none. */
export function unlessSmall(n: number): number | null {
  return n > 0 && n < least ? null : n;
}
