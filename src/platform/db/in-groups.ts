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
  let length = 4;
  while (length < all.length) length *= 4;
  return length > 4096 ? all : [...all, ...new Array<T>(length - all.length).fill(last)];
}
