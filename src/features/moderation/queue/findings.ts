import { z } from "zod";
import type { Finding, Span } from "../phases/verdict.ts";
import type { Objected } from "./reasons.store.ts";

const details = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      spans: z.array(z.object({ from: z.number(), to: z.number() })).default([]),
      values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    }),
  ),
});

/** A reason why a comment was held, under the letter by which its words are marked. */
export interface Reason extends Finding {
  /** "a", "b", …; the 27th has none. */
  mark: string;
  /** Which rule said it. */
  phase: string;
}

/** What the rules last said of a comment, each finding a reason. */
export function reasonsOf(objections: readonly Objected[]): Reason[] {
  const last = Math.max(...objections.map(({ at }) => at));
  const found = objections
    .filter(({ at }) => at === last)
    .flatMap(({ actor, details: json }) =>
      findingsIn(json).map((finding) => ({ ...finding, phase: actor.slice("rule:".length) })),
    );
  return found.map((finding, index) => ({
    ...finding,
    mark: index < 26 ? String.fromCharCode(97 + index) : "",
  }));
}

function findingsIn(json: string): Finding[] {
  if (json === "") return [];
  const read = details.safeParse(JSON.parse(json));
  return read.success ? read.data.findings : [];
}

/** A stretch of a text, and under which letters it was marked. */
export interface Stretch {
  text: string;
  marks: readonly string[];
}

/** A text cut where something seen in it begins or ends. What lies outside the text is left out. */
export function stretchesOf(text: string, reasons: readonly Pick<Reason, "mark" | "spans">[]): Stretch[] {
  const spans = reasons.flatMap(({ mark, spans: each }) =>
    each.map((span) => ({ ...within(span, text), mark })),
  );
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].toSorted(
    (one, other) => one - other,
  );
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length;
    const marks = spans.filter((span) => span.from <= from && span.to >= to).map(({ mark }) => mark);
    return { text: text.slice(from, to), marks: [...new Set(marks)] };
  });
}

function within({ from, to }: Span, { length }: string): Span {
  const begin = Math.min(Math.max(0, from), length);
  return { from: begin, to: Math.min(Math.max(begin, to), length) };
}

/** The marked words of a reason, each once, as a list. */
export function wordsOf(text: string, { spans }: Pick<Reason, "spans">): string[] {
  const words = spans.map((span) => within(span, text)).map(({ from, to }) => text.slice(from, to).trim());
  return [...new Set(words.filter(Boolean))].slice(0, 3);
}
