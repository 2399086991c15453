import type { Names } from "./wxr-names.ts";

/**
 * Where a CDATA section really ends. WordPress should write `]]>` in a text as `]]]]><![CDATA[>`, but exports
 * exist in which it stands bare (`]]></script>`), so an end mark counts only if a field of the export ends
 * or begins right after it.
 */
export type CdataEnd =
  /** `close`: where the text ends. `next`: where markup goes on. */
  | { found: "clean" | "closed-early" | "not-closed"; close: number; next: number }
  /** More input is needed; search again from `resume`. */
  | { found: "no"; resume: number };

export interface CdataSearch {
  text: string;
  /** Where the CDATA's text begins. */
  from: number;
  /** Where to search from; later than `from` when a search goes on. */
  at: number;
  /** The element that holds the CDATA, as written; "" if it stands in none. */
  owner: string;
  names: Names;
  /** No more input will come. */
  isFinal: boolean;
}

/** Enough to see the tag after an end mark. */
const lookahead = 128;

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && text.charCodeAt(next) <= 32) next += 1;
  return next;
}

const tag = /<(\/?)([\w.:-]+)[\s/>]/y;

function fieldBoundaryAt(search: CdataSearch, at: number): "own" | "other" | "none" {
  tag.lastIndex = at;
  const match = tag.exec(search.text);
  if (!match) return "none";
  const [, slash, name = ""] = match;
  if (slash && name === search.owner) return "own";
  if (slash && (name === "item" || name === "channel")) return "other";
  const known = search.names.find(name);
  if (!known) return "none";
  const ownerIsBody = search.names.find(search.owner)?.isBody ?? false;
  return !ownerIsBody || name.includes(":") ? "other" : "none";
}

/** The owner's closing tag inside what looked like its text: then the end mark itself is missing. */
function ownerClosedBefore(search: CdataSearch, close: number): number {
  if (search.owner === "") return -1;
  const at = search.text.indexOf(`</${search.owner}>`, search.from);
  return at >= 0 && at < close ? at : -1;
}

function notFound(search: CdataSearch, resume: number): CdataEnd {
  if (search.isFinal) {
    const at = ownerClosedBefore(search, search.text.length);
    if (at >= 0) return { found: "not-closed", close: at, next: at };
  }
  return { found: "no", resume };
}

export function findCdataEnd(search: CdataSearch): CdataEnd {
  const { text, isFinal } = search;
  let at = search.at;
  let early = false;
  for (;;) {
    const close = text.indexOf("]]>", at);
    if (close < 0) return notFound(search, Math.max(at, text.length - 2));
    const next = skipSpace(text, close + 3);
    if (next + lookahead > text.length && !isFinal) return { found: "no", resume: close };
    if (text.startsWith("<![CDATA[", next)) {
      at = next + 9;
      continue;
    }
    const boundary = fieldBoundaryAt(search, next);
    if (boundary === "own") return { found: early ? "closed-early" : "clean", close, next };
    if (boundary === "other") {
      const closed = ownerClosedBefore(search, close);
      if (closed >= 0) return { found: "not-closed", close: closed, next: closed };
      return { found: early ? "closed-early" : "clean", close, next };
    }
    early = true;
    at = close + 3;
  }
}

/** The name of the element whose start tag ends right before `at`, or "". */
export function ownerBefore(text: string, at: number): string {
  let end = at - 1;
  while (end >= 0 && text.charCodeAt(end) <= 32) end -= 1;
  if (text[end] !== ">") return "";
  const open = text.lastIndexOf("<", end);
  if (open < 0) return "";
  return /^[\w.:-]+/.exec(text.slice(open + 1, Math.min(end, open + 80)))?.[0] ?? "";
}
