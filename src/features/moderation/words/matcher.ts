import type { Span } from "../phases/verdict.ts";
import { Automaton } from "./automaton.ts";
import { gaps, type Letters, longestRow, readings } from "./letters.ts";
import type { Element, Pattern } from "./pattern.ts";

export interface Match {
  /** The number of the pattern. */
  pattern: number;
  span: Span;
}

/** From this many in a row on, a letter is stretched: "sooo" reads as "so". Two are how words are written. */
const stretched = 3;
/** What an asterisk within a word takes at most. */
const widest = 30;
/** Of one entry: whoever fills a text with one word keeps no other from being found. */
const mostOfOne = 10;
/** Ways that are tried from one place before it is left: a text can be made so that asterisks take very many. */
const mostWays = 600;

/** The letters of a text, and how many more ways may be tried from one place. */
interface Walk extends Letters {
  ways: number;
}

/** Finds the entries of word lists in a text, through what is done to hide them. */
export class Matcher {
  private readonly patterns: readonly Pattern[];
  private readonly automaton: Automaton;

  constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns;
    this.automaton = new Automaton(patterns.map(({ core }) => core));
  }

  /** What is found in a text, by place; of each entry the first ones. */
  search(text: string): Match[] {
    const found = new Map<string, Match>();
    const times = new Map<number, number>();
    for (const letters of readings(text)) this.searchIn(letters, found, times);
    return [...found.values()].sort((one, other) => one.span.from - other.span.from);
  }

  private searchIn(letters: Letters, found: Map<string, Match>, times: Map<number, number>): void {
    const rows = rowsOf(letters);
    const walk: Walk = { ...letters, ways: 0 };
    this.automaton.search(rows.code, rows.length, (number, end) => {
      const pattern = this.patterns[number];
      const before = times.get(number) ?? 0;
      if (!pattern || before >= mostOfOne) return;
      const first = end - pattern.core.length;
      // The row of equal letters in which it begins may begin earlier than the word does.
      const from = rows.start[first] ?? 0;
      const until = rows.start[first + 1] ?? letters.length;
      const beginsWord = !pattern.isOpenBefore && pattern.before.length === 0;
      for (let at = from; at < until; at++) {
        if (beginsWord && letters.gap[at] === gaps.none) continue;
        walk.ways = mostWays;
        const place = placeOf(pattern, walk, at);
        if (!place) continue;
        const span = spanOf(letters, place);
        const key = `${number} ${span.from} ${span.to}`;
        if (!found.has(key)) times.set(number, before + 1);
        found.set(key, { pattern: number, span });
        break;
      }
    });
  }
}

/** Each row of equal letters as one: its code, and where it starts. */
interface Rows {
  code: Int32Array;
  start: Int32Array;
  length: number;
}

function rowsOf({ code, length }: Letters): Rows {
  const rows = { code: new Int32Array(length), start: new Int32Array(length + 1), length: 0 };
  for (let at = 0; at < length; at++) {
    if (at > 0 && code[at] === code[at - 1]) continue;
    rows.code[rows.length] = code[at] ?? 0;
    rows.start[rows.length] = at;
    rows.length++;
  }
  rows.start[rows.length] = length;
  return rows;
}

/** A stretch of letters: from, and up to and not including. */
interface Stretch {
  from: number;
  to: number;
}

/** Where the whole pattern stands, when its core begins with the letter `at`; null: it doesn't. */
function placeOf(pattern: Pattern, letters: Walk, at: number): Stretch | null {
  const { before, ahead } = pattern;
  return forward(letters, ahead, 0, at, (to) =>
    backward(letters, before, 0, at, (from) =>
      stands(pattern, letters, { from, to }) ? { from, to } : null,
    ),
  );
}

type Reached = (at: number) => Stretch | null;

/** Walks on from the letter `at` with the elements from number `n` on. */
function forward(
  letters: Walk,
  elements: readonly Element[],
  n: number,
  at: number,
  reached: Reached,
): Stretch | null {
  const element = elements[n];
  if (letters.ways-- <= 0) return null;
  if (element === undefined) return reached(at);
  const on = (to: number) => forward(letters, elements, n + 1, to, reached);
  if (element === "one") return at < letters.length ? on(at + 1) : null;
  if (element === "any") {
    for (let to = at; to <= Math.min(letters.length, at + widest); to++) {
      if (to > at && letters.gap[to - 1] !== gaps.none && to - 1 > at) break;
      const found = on(to);
      if (found) return found;
    }
    return null;
  }
  if (element.isFirst && letters.gap[at] === gaps.none) return null;
  let times = 0;
  while (times < longestRow && at + times < letters.length && letters.code[at + times] === element.code)
    times++;
  return walkRow(element, times, (taken) => on(at + taken));
}

/** The same towards the beginning: `at` is the position after the next letter. */
function backward(
  letters: Walk,
  elements: readonly Element[],
  n: number,
  at: number,
  reached: Reached,
): Stretch | null {
  const element = elements[n];
  if (letters.ways-- <= 0) return null;
  if (element === undefined) return reached(at);
  const on = (to: number) => backward(letters, elements, n + 1, to, reached);
  if (element === "one") return at > 0 ? on(at - 1) : null;
  if (element === "any") {
    for (let to = at; to >= Math.max(0, at - widest); to--) {
      const found = on(to);
      if (found) return found;
      if (to > 0 && letters.gap[to] !== gaps.none) break;
    }
    return null;
  }
  let times = 0;
  while (times < longestRow && at - times > 0 && letters.code[at - times - 1] === element.code) times++;
  return walkRow(element, times, (taken) =>
    element.isFirst && letters.gap[at - taken] === gaps.none ? null : on(at - taken),
  );
}

/** A letter takes as many of a row as it stands for, or all of a stretched one. */
function walkRow(
  { times: wanted }: Exclude<Element, string>,
  times: number,
  on: (taken: number) => Stretch | null,
): Stretch | null {
  if (times < wanted) return null;
  const exact = on(wanted);
  if (exact || times === wanted) return exact;
  for (let taken = Math.max(stretched, wanted + 1); taken <= times; taken++) {
    const found = on(taken);
    if (found) return found;
  }
  return null;
}

/**
 * Whether a word may stand there: at its edges, unless it is open; over white space only where the entry has some, or
 * where the letters stand one by one, but for one pair in a long one; over signs only from edge to edge; over apostrophes,
 * which words have of their own right, only where the letters stand one by one.
 */
function stands(pattern: Pattern, letters: Letters, { from, to }: Stretch): boolean {
  const isEdge = (at: number) => at >= letters.length || letters.gap[at] !== gaps.none;
  const edges = { before: isEdge(from), after: isEdge(to) };
  if (!pattern.isOpenBefore && !edges.before) return false;
  if (!pattern.isOpenAfter && !edges.after) return false;
  const { breaks } = pattern;
  let [spaces, signs, apostrophes, pieces] = [0, 0, 0, 1];
  for (let at = from + 1; at < to; at++) {
    const gap = letters.gap[at];
    if (gap === gaps.none) continue;
    pieces++;
    if (gap === gaps.apostrophe) apostrophes++;
    else if (gap === gaps.space) spaces++;
    else signs++;
  }
  const isSpelt = pieces >= 3 && pieces === to - from;
  if (apostrophes > 0) return isSpelt && edges.before && edges.after;
  if (spaces + signs <= breaks) return true;
  if (!edges.before || !edges.after) return false;
  return spaces <= breaks || isSpelt || (pieces >= 4 && pieces + 1 === to - from);
}

function spanOf(letters: Letters, { from, to }: Stretch): Span {
  return { from: letters.from[from] ?? 0, to: letters.to[to - 1] ?? 0 };
}
