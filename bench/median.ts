/** The middle one, or the mean of the two in the middle. NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = ascending(numbers);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The least and the greatest, as text. */
export function spread(numbers: readonly number[], digits = 2): string {
  return `${Math.min(...numbers).toFixed(digits)} to ${Math.max(...numbers).toFixed(digits)}`;
}

/** Between what the half in the middle lies, as text. */
export function middleHalf(numbers: readonly number[], digits = 2): string {
  const sorted = ascending(numbers);
  const quarter = Math.floor(sorted.length / 4);
  return spread(sorted.slice(quarter, sorted.length - quarter), digits);
}

function ascending(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}
