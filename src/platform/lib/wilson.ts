/** A share from 0 to 1, and between which shares the truth lies at 95%. */
export interface Share {
  value: number;
  low: number;
  high: number;
}

const z = 1.959_963_985;

/**
 * How many of `n` were hits, with the score interval of E. B. Wilson (1927), Journal of the American Statistical Association
 * 22: it holds for few cases and for shares near none and all. Null without cases.
 */
export function wilson(hits: number, n: number): Share | null {
  if (n <= 0) return null;
  const value = hits / n;
  const middle = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const margin = (z * Math.sqrt((value * (1 - value) + (z * z) / (4 * n)) / n)) / (1 + (z * z) / n);
  return { value, low: Math.max(0, middle - margin), high: Math.min(1, middle + margin) };
}
