/** What an import did, counted by kind: "story.added", "item.skipped.draft". Kept with the run as JSON. */
export type Tally = Record<string, Counted>;

export interface Counted {
  count: number;
  /** Names one of them: an item, never a person. */
  example: string;
}

export function count(tally: Tally, key: string, example = "", n = 1): void {
  if (n === 0) return;
  const known = tally[key];
  if (known) known.count += n;
  else tally[key] = { count: n, example };
}

export function addTally(to: Tally, from: Tally): void {
  for (const [key, counted] of Object.entries(from)) count(to, key, counted.example, counted.count);
}

export function countOf(tally: Tally, key: string): number {
  return tally[key]?.count ?? 0;
}

/** The sum of all kinds that begin with `prefix`. */
export function sumOf(tally: Tally, prefix: string): number {
  return Object.entries(tally).reduce(
    (sum, [key, { count }]) => (key.startsWith(prefix) ? sum + count : sum),
    0,
  );
}
