/** How often two agree beyond what chance would bring: 1 always, 0 as often as by chance. */
export interface Kappa {
  value: number;
  low: number;
  high: number;
}

const z = 1.959_963_985;

/**
 * Cohen's kappa of pairs of verdicts, with its interval at 95% by the standard error that he gives: J. Cohen, "A Coefficient
 * of Agreement for Nominal Scales", Educational and Psychological Measurement 20, 1960. Null where it has no meaning: without
 * pairs, or when both always said the same.
 */
export function kappaOf(pairs: readonly (readonly [string, string])[]): Kappa | null {
  const n = pairs.length;
  if (n === 0) return null;
  const agreed = pairs.filter(([one, other]) => one === other).length / n;
  const words = [...new Set(pairs.flat())];
  const share = (word: string, index: 0 | 1) => pairs.filter((pair) => pair[index] === word).length / n;
  const byChance = words.reduce((sum, word) => sum + share(word, 0) * share(word, 1), 0);
  if (byChance >= 1) return null;
  const value = (agreed - byChance) / (1 - byChance);
  const margin = z * Math.sqrt((agreed * (1 - agreed)) / (n * (1 - byChance) ** 2));
  return { value, low: Math.max(-1, value - margin), high: Math.min(1, value + margin) };
}
