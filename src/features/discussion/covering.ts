import { storedHtml } from "../../platform/html/safe-html.ts";
import type { DecisionId } from "../../platform/lib/ids.ts";
import type { CommentBody } from "./comment-body.ts";
import { bodyOfMarkdown } from "./comment-body.ts";

/** One time that staff covered words of a comment: all that it takes to uncover them again. */
export interface Covering {
  /** The decision by which it was. */
  decision: DecisionId;
  /** What readers are told why, in the site's language; empty: nothing. */
  why: string;
  at: number;
  /** What was covered. */
  hidden: readonly string[];
  /** The comment before. */
  before: Omit<CommentBody, "html" | "restHtml"> & { html: string; restHtml: string };
  /** Numbers of former texts that others could read until then. */
  former: readonly number[];
}

/** The coverings of a comment, the first one first, from the column that holds them. */
export function readCoverings(column: string): Covering[] {
  return column === "" ? [] : (JSON.parse(column) as Covering[]);
}

export function writeCoverings(coverings: readonly Covering[]): string {
  return coverings.length === 0 ? "" : JSON.stringify(coverings);
}

/**
 * A comment without one of its coverings: its body, and the coverings that are left. What was covered after that stays
 * covered. Null: that one isn't among them.
 */
export function uncovered(
  coverings: readonly Covering[],
  decision: DecisionId,
): { body: CommentBody; left: Covering[]; former: readonly number[] } | null {
  const index = coverings.findIndex((each) => each.decision === decision);
  const found = coverings[index];
  if (!found) return null;
  const left = coverings.slice(0, index);
  const { html, restHtml, ...words } = found.before;
  let body: CommentBody = { ...words, html: storedHtml(html), restHtml: storedHtml(restHtml) };
  // Former texts are shown again when nothing is covered any more that they may say.
  let { former } = found;
  for (const later of coverings.slice(index + 1)) {
    left.push({ ...later, before: body, former: [...former, ...later.former] });
    former = [];
    body = covered(body.text, placesOf(body.text, later.hidden));
  }
  return { body, left, former };
}

/** Why words are covered, of the last time; null: none are. */
export function coveredFor(column: string): string | null {
  return column === "" ? null : (readCoverings(column).at(-1)?.why ?? null);
}

/** Stands where words were. It can be seen, copied and read aloud as what it is: words that aren't there. */
export const cover = "█████";

/** Where something stands in a text: `from` up to, not including, `to`, in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
}

/** All places of some words in a text, whatever their case. */
export function placesOf(text: string, words: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  for (const each of words) {
    const pattern = new RegExp(each.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "giu");
    for (const match of text.matchAll(pattern))
      if (match[0] !== "") found.push({ from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** The comment with some of its words covered. What is covered is in none of its forms: it is made anew from what is left. */
export function covered(text: string, stretches: readonly Stretch[]): CommentBody {
  let left = "";
  let at = 0;
  for (const { from, to } of joined(stretches)) {
    left += text.slice(at, from) + cover;
    at = to;
  }
  return bodyOfMarkdown(left + text.slice(at));
}

/** The same stretches in order, those that touch as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
