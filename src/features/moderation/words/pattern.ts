import { gaps, type Letters, lettersOf } from "./letters.ts";

/**
 * A letter of a word, as often as it stands there in a row; `isFirst`: a new word of the entry begins with it. Or what a
 * question mark or an asterisk within a word takes.
 */
export type Element = { code: number; times: number; isFirst: boolean } | "one" | "any";

/** An entry of a word list, ready to be looked for. */
export interface Pattern {
  /** As it stands in the list. */
  entry: string;
  /** The longest row of letters in it: what is looked for first. Code points, each once for all in a row. */
  core: readonly number[];
  /** What stands before the core, from there backwards; and the core with all that comes after it. */
  before: readonly Element[];
  ahead: readonly Element[];
  /** How many gaps it has between words. */
  breaks: number;
  /** Whether it may begin, or end, within a word. */
  isOpenBefore: boolean;
  isOpenAfter: boolean;
}

export type PatternFault = "empty" | "short" | "long" | "wild";

const shortest = 2;
const longest = 100;
/** Asterisks within an entry: each more makes the search longer by a factor. */
const mostGaps = 2;

/**
 * Reads an entry: letters; `*` at its beginning or end for any letters there, within for any; `?` for one letter. Without
 * them it is a whole word, or several in a row.
 */
export function readEntry(line: string): { pattern: Pattern } | { fault: PatternFault } {
  const entry = line.normalize("NFC").trim().replace(/\s+/gu, " ");
  if (entry === "") return { fault: "empty" };
  if (entry.length > longest) return { fault: "long" };
  const isOpenBefore = entry.startsWith("*");
  const isOpenAfter = entry.endsWith("*") && entry.length > 1;
  const elements = elementsOf(entry.replace(/^\*+/, "").replace(/\*+$/, ""));
  const core = longestCore(elements);
  const letters = elements.reduce((sum, each) => sum + (typeof each === "string" ? 0 : each.times), 0);
  if (elements.filter((each) => each === "any").length > mostGaps) return { fault: "wild" };
  if (letters === 0) return { fault: "wild" };
  // One letter that may stand anywhere would be found in every text; a single sign of a script of words is a word.
  if (letters < shortest && (isOpenBefore || isOpenAfter || elements.length > 1 || !isWordOfOne(entry)))
    return { fault: "short" };
  const before = elements.slice(0, core.from).reverse();
  const ahead = elements.slice(core.from);
  const codes = elements
    .slice(core.from, core.to)
    .flatMap((each) => (typeof each === "string" ? [] : each.code));
  const breaks = elements.filter((each) => typeof each !== "string" && each.isFirst).length;
  return { pattern: { entry, core: codes, before, ahead, breaks, isOpenBefore, isOpenAfter } };
}

/** Scripts in which one character can be a word. */
function isWordOfOne(entry: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]$/u.test(
    entry,
  );
}

function elementsOf(entry: string): Element[] {
  const elements: Element[] = [];
  for (const part of entry.split(/([?*])/)) {
    if (part === "?") elements.push("one");
    else if (part === "*") elements.push("any");
    else addLetters(elements, lettersOf(part), part);
  }
  return elements;
}

function addLetters(elements: Element[], letters: Letters, part: string): void {
  for (let at = 0; at < letters.length; at++) {
    const code = letters.code[at] ?? 0;
    const isApart = letters.gap[at] !== gaps.none && (at > 0 || /^\s/u.test(part));
    const isFirst = isApart && elements.length > 0 && letters.gap[at] === gaps.space;
    const last = elements.at(-1);
    if (last && typeof last !== "string" && last.code === code && !isFirst) last.times++;
    else elements.push({ code, times: 1, isFirst });
  }
}

function longestCore(elements: readonly Element[]): { from: number; to: number } {
  let best = { from: 0, to: 0 };
  let from = 0;
  for (let to = 0; to <= elements.length; to++) {
    const element = elements[to];
    if (element !== undefined && typeof element !== "string") continue;
    if (to - from > best.to - best.from) best = { from, to };
    from = to + 1;
  }
  return best;
}
