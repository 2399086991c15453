import { gramsOf } from "./grams.ts";

/** Bits of a place in the model's tables. */
export const tableBits = 20;

/**
 * A comment as the model sees it. Each feature is a place in the tables and a sign, in one number: `place * 2 + sign`
 * (hashing with signs, so that features that fall together cancel out on average: Weinberger, K. et al. (2009), "Feature
 * Hashing for Large Scale Multitask Learning"), and a value. Nothing leads back from it to the words with certainty.
 */
export interface Features {
  keys: Uint32Array;
  values: Float32Array;
}

/** The same before it has values: how often each piece stands in the text, and what is known besides it. */
export interface Counted {
  /** In rising order; `counts` belongs to them. */
  keys: Uint32Array;
  counts: Uint32Array;
  /** Of what is known without reading: each is there or not. */
  known: Uint32Array;
}

/** What one feature of those weighs beside a text that has the length 1 (L2). */
const knownValue = 0.1;
const keyShift = 32 - tableBits - 1;

/** Where a piece with this hash stands, with its sign. */
export function keyOf(hash: number): number {
  return hash >>> keyShift;
}

// One for the process, as large as the longest text needs; a text uses as much of it as it needs, so that a short one stays
// in the processor's cache. A slot is taken when it bears the number of this turn.
const slots = 1 << 18;
const slotTurn = new Uint32Array(slots);
const slotHash = new Uint32Array(slots);
const slotCount = new Uint32Array(slots);
const order = new Uint32Array(slots);
let turn = 0;

/** Counts the pieces of a text; gives how many different ones there are, in `order`. */
function count(text: string): number {
  const { count: pieces, hashes } = gramsOf(text);
  const mask = Math.min(slots, 1 << (33 - Math.clz32(pieces | 1))) - 1;
  turn++;
  let different = 0;
  for (let at = 0; at < pieces; at++) {
    const hash = hashes[at] ?? 0;
    let slot = hash & mask;
    while (slotTurn[slot] === turn && slotHash[slot] !== hash) slot = (slot + 1) & mask;
    if (slotTurn[slot] === turn) slotCount[slot] = (slotCount[slot] ?? 0) + 1;
    else {
      slotTurn[slot] = turn;
      slotHash[slot] = hash;
      slotCount[slot] = 1;
      order[different++] = slot;
    }
  }
  return different;
}

/** A text, and what is known besides it, counted: what a lesson keeps. */
export function countedOf(text: string, known: readonly string[]): Counted {
  const different = count(text);
  const packed = new Float64Array(different);
  for (let at = 0; at < different; at++) {
    const slot = order[at] ?? 0;
    // Both in one number that sorts by the key.
    packed[at] = keyOf(slotHash[slot] ?? 0) * 0x10000 + Math.min(slotCount[slot] ?? 0, 0xffff);
  }
  packed.sort();
  const keys = new Uint32Array(different);
  const counts = new Uint32Array(different);
  packed.forEach((each, at) => {
    keys[at] = Math.floor(each / 0x10000);
    counts[at] = each % 0x10000;
  });
  return { keys, counts, known: keysOfKnown(known) };
}

/** The features of what was counted: frequencies by their logarithm, the text as a whole with the length 1 (L2). */
export function featuresOfCounted({ keys, counts, known }: Counted): Features {
  const all = new Uint32Array(keys.length + known.length);
  all.set(keys);
  all.set(known, keys.length);
  return { keys: all, values: valuesOf(counts, keys.length, known.length) };
}

const fewCounts = new Float32Array(64).map((_, times) => 1 + Math.log(Math.max(times, 1)));

function valuesOf(counts: Uint32Array, pieces: number, known: number): Float32Array {
  const values = new Float32Array(pieces + known);
  let squares = 0;
  for (let at = 0; at < pieces; at++) {
    const times = counts[at] ?? 1;
    const value = times < 64 ? (fewCounts[times] ?? 1) : 1 + Math.log(times);
    values[at] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < pieces; at++) values[at] = (values[at] ?? 0) / length;
  values.fill(knownValue, pieces);
  return values;
}

/** The features of a text that is only to be judged: the same ones, in no particular order. */
export function featuresOf(text: string, known: readonly string[]): Features {
  const different = count(text);
  const extra = keysOfKnown(known);
  const keys = new Uint32Array(different + extra.length);
  const counts = new Uint32Array(different);
  for (let at = 0; at < different; at++) {
    const slot = order[at] ?? 0;
    keys[at] = keyOf(slotHash[slot] ?? 0);
    counts[at] = slotCount[slot] ?? 1;
  }
  keys.set(extra, different);
  return { keys, values: valuesOf(counts, different, extra.length) };
}

function keysOfKnown(known: readonly string[]): Uint32Array {
  return Uint32Array.from(known, (name) => {
    let hash = 0x6b43a9b5;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return keyOf((hash ^ (hash >>> 13)) >>> 0);
  });
}
