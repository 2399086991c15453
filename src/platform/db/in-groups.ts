/**
 * Parts a list into groups of a few fixed sizes, for statements of several rows: so there are few different ones, and
 * each is prepared once.
 */
export function inGroups<T>(all: readonly T[], sizes: readonly number[] = [64, 16, 4, 1]): T[][] {
  const groups: T[][] = [];
  let from = 0;
  for (const size of sizes) {
    for (; from + size <= all.length; from += size) groups.push(all.slice(from, from + size));
  }
  return groups;
}

/** The list in a length of a few, its last value repeated: for `in (…)`, to the same end. */
export function padded<T>(all: readonly T[]): readonly T[] {
  const last = all.at(-1);
  if (last === undefined) return all;
  return [...all, ...new Array<T>(paddedLength(all.length) - all.length).fill(last)];
}

/** The length to which `padded` brings a list of a length. */
export function paddedLength(length: number): number {
  let next = 4;
  while (next < length) next *= 4;
  return next > 16_384 ? length : next;
}
