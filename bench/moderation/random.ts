/** Numbers that are the same in every run: Marsaglia, G. (2003), "Xorshift RNGs", Journal of Statistical Software 8. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed | 0) ^ 0x9e3779b9 || 1;
  }

  /** 0 up to and not including 1. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) / 2 ** 32;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const onsets = [
  "b",
  "br",
  "d",
  "f",
  "g",
  "h",
  "k",
  "kl",
  "l",
  "m",
  "n",
  "p",
  "r",
  "s",
  "st",
  "t",
  "tr",
  "v",
  "w",
  "z",
];
const vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const codas = ["", "", "n", "r", "s", "t", "l", "m", "nd", "st"];

/** Words of no language, in the numbers in which languages use theirs: Zipf, G. K. (1935). */
export function speaker(random: Random, size = 20_000): () => string {
  const words = Array.from({ length: size }, (_, n) => {
    const syllables = n < 100 ? 1 : n < 3000 ? 2 : 3;
    return Array.from(
      { length: syllables },
      () => random.pick(onsets) + random.pick(vowels) + random.pick(codas),
    ).join("");
  });
  return () => words[Math.floor(size ** random.next()) - 1] ?? "";
}
