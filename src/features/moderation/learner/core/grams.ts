import { normalText, readsAtMost } from "./normal-text.ts";

// The pieces that the learner knows a text by: character 1- to 5-grams over everything (also where no spaces part the
// words, as in Thai or Chinese), word 1- and 2-grams, and in Hangul 2- to 6-grams of the letters (jamo) that syllables are
// put together from, since endings and insults change a letter within a syllable.

const longestGram = 5;
const longestJamo = 6;
const mostPieces = readsAtMost * (longestGram + 3) + readsAtMost * 3 * longestJamo;

/** The pieces of one text: each a hash of 32 bits, and the code points it covers, `from` up to, not including, `to`. */
export interface Grams {
  count: number;
  hashes: Uint32Array;
  from: Uint16Array;
  to: Uint16Array;
}

// One for the process: they are read before the next text is.
const grams: Grams = {
  count: 0,
  hashes: new Uint32Array(mostPieces),
  from: new Uint16Array(mostPieces),
  to: new Uint16Array(mostPieces),
};
const points = new Uint32Array(readsAtMost + 2);
const jamo = new Uint32Array(readsAtMost * 3);
const jamoAt = new Uint16Array(readsAtMost * 3);

/** The pieces of a text. They are good until it is called again. */
export function gramsOf(text: string): Grams {
  const length = readPoints(normalText(text));
  grams.count = 0;
  addCharacters(length);
  addWords(length);
  addJamo(length);
  return grams;
}

/** The code points, with a space before and after them: what begins and ends the text is a piece of its own. */
function readPoints(text: string): number {
  let length = 0;
  points[length++] = space;
  for (let at = 0; at < text.length && length <= readsAtMost; ) {
    const point = text.codePointAt(at) ?? space;
    points[length++] = point;
    at += point > 0xffff ? 2 : 1;
  }
  points[length++] = space;
  return length;
}

const space = 0x20;

/** The last step of MurmurHash3 (A. Appleby, 2011, public domain): every bit of `hash` moves every bit of the outcome. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

// FNV-1a (Fowler, Noll, Vo) over code points, with a start of its own for each kind of piece.
const characterSeed = 0x811c9dc5;
const wordSeed = 0x2c1b3c6d;
const pairSeed = 0x297a2d39;
const jamoSeed = 0x1b56c4e9;
const next = (hash: number, value: number) => Math.imul(hash ^ value, 0x01000193);

function add(hash: number, from: number, to: number): void {
  const at = grams.count++;
  grams.hashes[at] = mixed(hash);
  grams.from[at] = from;
  grams.to[at] = to;
}

function addCharacters(length: number): void {
  for (let from = 0; from < length; from++) {
    let hash = characterSeed;
    const end = Math.min(from + longestGram, length);
    for (let to = from; to < end; to++) {
      hash = next(hash, points[to] ?? 0) + 1;
      add(hash, from, to + 1);
    }
  }
}

function addWords(length: number): void {
  let before = 0;
  let beforeFrom = 0;
  for (let at = 0; at < length; ) {
    const kind = kindOf(points[at] ?? 0);
    const from = at++;
    if (kind === blank) continue;
    let hash = next(wordSeed, points[from] ?? 0);
    if (kind === letter)
      for (; at < length && kindOf(points[at] ?? 0) === letter; at++) hash = next(hash, points[at] ?? 0) + 1;
    add(hash, from, at);
    if (before !== 0) add(next(next(pairSeed, before), hash), beforeFrom, at);
    before = hash;
    beforeFrom = from;
  }
}

const unknown = 0;
const letter = 1;
const blank = 2;
const mark = 3;
const kinds = new Uint8Array(0x10000);
const lettersAndDigits = /[\p{L}\p{M}\p{N}_]/u;

/** Whether a code point belongs to a word, is a space, or stands for itself. */
function kindOf(point: number): number {
  const known = kinds[point] ?? unknown;
  if (known !== unknown) return known;
  const character = String.fromCodePoint(point);
  const kind = lettersAndDigits.test(character) ? letter : character.trim() === "" ? blank : mark;
  if (point < kinds.length) kinds[point] = kind;
  return kind;
}

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const [vowels, finals] = [21, 28];

/** Hangul syllables taken apart by arithmetic: The Unicode Standard, section 3.12. What stands between is kept. */
function addJamo(length: number): void {
  let count = 0;
  let hasHangul = false;
  for (let at = 0; at < length; at++) {
    const point = points[at] ?? 0;
    const syllable = point >= firstSyllable && point <= lastSyllable ? point - firstSyllable : -1;
    hasHangul ||= syllable >= 0;
    const final = syllable % finals;
    if (syllable < 0) count = put(count, point, at);
    else {
      count = put(count, 0x1100 + Math.floor(syllable / (vowels * finals)), at);
      count = put(count, 0x1161 + Math.floor((syllable % (vowels * finals)) / finals), at);
      if (final > 0) count = put(count, 0x11a7 + final, at);
    }
  }
  if (!hasHangul) return;
  for (let from = 0; from < count; from++) {
    let hash = next(jamoSeed, jamo[from] ?? 0);
    const end = Math.min(from + longestJamo, count);
    for (let to = from + 1; to < end; to++) {
      hash = next(hash, jamo[to] ?? 0) + 1;
      add(hash, jamoAt[from] ?? 0, (jamoAt[to] ?? 0) + 1);
    }
  }
}

function put(count: number, point: number, at: number): number {
  if (count >= jamo.length) return count;
  jamo[count] = point;
  jamoAt[count] = at;
  return count + 1;
}
