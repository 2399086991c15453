import { gaps, type Letters, lettersOf } from "../words/letters.ts";

// A text's sketch: by it, one that was pasted and changed here and there is found among a million others. Runs of letters
// are hashed, and of them all the lowest hash under each of several permutations is kept: two texts have a value in common
// as likely as they have runs in common (MinHash). Broder, A. (1997), "On the resemblance and containment of documents",
// SEQUENCES '97; each value alone is a band, since runs are long: Leskovec, Rajaraman and Ullman, "Mining of Massive
// Datasets", section 3.4. Gaps don't count, so words pulled apart or run together stay the same.

/** Values of a sketch. Their number times the comments of a month is what the table has of rows. */
export const sketchLength = 16;

/**
 * Letters of a run: three or four words, so that hardly any is said twice by chance; in scripts that set no spaces, where
 * a letter is half a word, fewer. Of a wall with a fifth of its words changed, 99 in 100 still share a value.
 */
const runLength = 16;
const runLengthWithoutSpaces = 8;

export interface Sketch {
  /** Whole numbers below 2^52, distinct for each position. */
  values: readonly number[];
  /** What of the text is compared: see `likeness`. */
  words: ReadonlyMap<string, number>;
  wordCount: number;
}

/** Lines that quote somebody say nothing of their own. */
const quoted = /^>.*$/gmu;

/** The sketch of a text for one site; null: it has fewer than `fewest` words, or one word again and again. */
export function sketchOf(text: string, { seed, fewest }: { seed: number; fewest: number }): Sketch | null {
  const letters = lettersOf(text.replace(quoted, ""));
  const { words, count, hasSpaces } = wordsOf(letters);
  const length = hasSpaces ? runLength : runLengthWithoutSpaces;
  if (count < fewest || letters.length < length + sketchLength) return null;
  let values: number[] | null = null;
  return {
    // A text that is only compared needs none.
    get values() {
      values ??= lowest(letters, length, seed);
      return values;
    },
    words,
    wordCount: count,
  };
}

/** Words with how often each stands there; in scripts without spaces, pairs of letters. */
function wordsOf(letters: Letters): { words: Map<string, number>; count: number; hasSpaces: boolean } {
  let pieces = 0;
  for (let at = 0; at < letters.length; at++) if (letters.gap[at] !== gaps.none) pieces++;
  // Eight letters are a long word on average in any script that sets spaces; German law has longer ones, but few.
  const hasSpaces = letters.length < pieces * 14;
  const words = new Map<string, number>();
  let count = 0;
  const add = (word: string) => {
    words.set(word, (words.get(word) ?? 0) + 1);
    count++;
  };
  if (hasSpaces) {
    let word = "";
    for (let at = 0; at < letters.length; at++) {
      if (letters.gap[at] !== gaps.none && word !== "") {
        add(word);
        word = "";
      }
      word += String.fromCodePoint(letters.code[at] ?? 0);
    }
    if (word !== "") add(word);
  } else {
    for (let at = 1; at < letters.length; at++)
      add(String.fromCodePoint(letters.code[at - 1] ?? 0, letters.code[at] ?? 0));
  }
  return { words, count: hasSpaces ? count : Math.ceil(count / 2), hasSpaces };
}

// Odd constants: multiplication by one, modulo 2^32, is a permutation. From the digits of pi and e, as good as others.
const multipliers = [
  0x243f6a89, 0x85a308d3, 0x13198a2f, 0x03707345, 0xa4093823, 0x299f31d1, 0x082efa99, 0xec4e6c89, 0x452821e7,
  0x38d01377, 0xbe5466cf, 0x34e90c6d, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,
];

function lowest(letters: Letters, length: number, seed: number): number[] {
  const least = new Uint32Array(sketchLength).fill(0xffff_ffff);
  const base = 0x0100_0193;
  let power = 1;
  for (let n = 1; n < length; n++) power = Math.imul(power, base);
  // A hash that rolls along: Karp, R. M. and Rabin, M. O. (1987), IBM Journal of Research and Development 31 (2).
  let rolling = 0;
  for (let at = 0; at < letters.length; at++) {
    if (at >= length) rolling = (rolling - Math.imul(letters.code[at - length] ?? 0, power)) | 0;
    rolling = (Math.imul(rolling, base) + (letters.code[at] ?? 0)) | 0;
    if (at < length - 1) continue;
    const hash = mixed(rolling ^ seed);
    for (let n = 0; n < sketchLength; n++) {
      const value = Math.imul(hash ^ (hash >>> 15), multipliers[n] ?? 1) >>> 0;
      if (value < (least[n] ?? 0)) least[n] = value;
    }
  }
  // With its position and the site, so that one table holds all: 2^32 values, 16 positions, sites by their seed.
  return Array.from(least, (value, n) => ((mixed(seed + n) >>> 16) * 0x10 + n) * 0x1_0000_0000 + value);
}

/** Murmur's last step: Appleby, A. (2008), MurmurHash3, fmix32. Public domain. */
function mixed(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * How alike two texts are, 0 to 1: the share of words that they have in common, counted as often as they stand in both,
 * of the words of the longer one (Ruzicka's form of Jaccard's index, against the longer text).
 */
export function likeness(one: Sketch, other: Sketch): number {
  const [fewer, more] = one.words.size < other.words.size ? [one, other] : [other, one];
  let common = 0;
  for (const [word, times] of fewer.words) common += Math.min(times, more.words.get(word) ?? 0);
  const total = (sketch: Sketch) => [...sketch.words.values()].reduce((sum, times) => sum + times, 0);
  return common / Math.max(total(one), total(other), 1);
}
