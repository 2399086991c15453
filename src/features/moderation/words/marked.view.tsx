import type { JSX } from "preact";
import type { Span } from "../phases/verdict.ts";

interface MarkedProps {
  text: string;
  spans: readonly Span[];
  /** How many characters round the first mark are shown; absent: the whole text. */
  around?: number;
}

/** A text with what was seen in it marked. */
export function Marked({ text, spans, around }: MarkedProps): JSX.Element {
  const inOrder = joined(spans, text.length);
  const first = inOrder[0]?.from ?? 0;
  const [from, to] =
    around === undefined ? [0, text.length] : [edge(text, first - around), edge(text, first + around * 2)];
  const parts: (string | JSX.Element)[] = [from > 0 ? "… " : ""];
  let at = from;
  for (const span of inOrder) {
    if (span.from < at || span.to > to) continue;
    parts.push(text.slice(at, span.from), <mark key={span.from}>{text.slice(span.from, span.to)}</mark>);
    at = span.to;
  }
  parts.push(text.slice(at, to), to < text.length ? " …" : "");
  return <bdi dir="auto">{parts}</bdi>;
}

/** A place near `at` that no character stands across. */
function edge(text: string, at: number): number {
  const near = Math.min(text.length, Math.max(0, at));
  return /[\uDC00-\uDFFF]/.test(text[near] ?? "") ? near - 1 : near;
}

/** Spans in order, those that touch as one. */
export function joined(spans: readonly Span[], length: number): Span[] {
  const inOrder = spans.filter(({ from, to }) => from >= 0 && from < to && to <= length);
  const found: Span[] = [];
  for (const { from, to } of inOrder.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) found[found.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else found.push({ from, to });
  }
  return found;
}
