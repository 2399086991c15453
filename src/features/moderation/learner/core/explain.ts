import { featuresOf, keyOf } from "./features.ts";
import { gramsOf } from "./grams.ts";
import type { Model } from "./model.ts";
import { placesOf } from "./normal-text.ts";

/** A part of a text that speaks for or against it: `from` up to, not including, `to`, in UTF-16 units of the text. */
export interface PushedSpan {
  from: number;
  to: number;
  /** Above 0: towards refusing; below: towards publishing. In log-odds. */
  push: number;
}

/** Of the strongest character: those below this share of it are not shown. */
const shownShare = 0.35;
const mostSpans = 12;
/** Less than this is noise. In log-odds. */
const least = 0.02;

/**
 * What in the text pushed the score, by laying what each piece adds to it on the characters that the piece covers. That is
 * exact for a linear model: the pushes of all characters, and of what is known besides, add up to the score before it is
 * brought between 0 and 1.
 */
export function explain(model: Model, text: string): PushedSpan[] {
  const places = placesOf(text);
  if (!places) return [];
  const pushes = pushesOfPoints(model, text, places.from.length);
  const strongest = pushes.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const bar = Math.max(strongest * shownShare, least);
  const spans: PushedSpan[] = [];
  let open: PushedSpan | null = null;
  pushes.forEach((push, at) => {
    const [from = 0, to = 0] = [places.from[at], places.to[at]];
    if (Math.abs(push) < bar || to <= from) open = null;
    else if (open && Math.sign(open.push) === Math.sign(push) && open.to >= from - 1) {
      open.to = Math.max(open.to, to);
      open.push += push;
    } else {
      open = { from, to, push };
      spans.push(open);
    }
  });
  for (const [at, span] of spans.entries()) {
    span.from = Math.max(wordEdge(text, span.from, -1), spans[at - 1]?.to ?? 0);
    span.to = Math.min(wordEdge(text, span.to, 1), spans[at + 1]?.from ?? text.length);
  }
  const strongestFirst = spans.toSorted((one, other) => Math.abs(other.push) - Math.abs(one.push));
  return strongestFirst.slice(0, mostSpans).sort((one, other) => one.from - other.from);
}

const inWord = /[\p{L}\p{M}\p{N}]/u;
/** Letters by which a span is made longer to take in a whole word; where no spaces part words it stays as it is. */
const roundUp = 3;

function wordEdge(text: string, at: number, step: 1 | -1): number {
  const isInside = (edge: number) => inWord.test(text[step === 1 ? edge : edge - 1] ?? "");
  let edge = at;
  for (let steps = 0; steps < roundUp && isInside(edge); steps++) edge += step;
  return isInside(edge) ? at : edge;
}

/** What each code point of the text, with the space around it, adds. */
function pushesOfPoints(model: Model, text: string, points: number): Float64Array {
  const features = featuresOf(text, []);
  const parts = model.parts(features);
  const { count, hashes, from, to } = gramsOf(text);
  const times = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const key = keyOf(hashes[at] ?? 0);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  const partOfKey = new Map<number, number>();
  for (const [at, key] of features.keys.entries())
    partOfKey.set(key, (partOfKey.get(key) ?? 0) + (parts[at] ?? 0));
  const pushes = new Float64Array(points);
  for (let at = 0; at < count; at++) {
    const key = keyOf(hashes[at] ?? 0);
    const [begin, end] = [from[at] ?? 0, Math.min(to[at] ?? 0, points)];
    const push = (partOfKey.get(key) ?? 0) / (times.get(key) ?? 1) / Math.max(end - begin, 1);
    for (let point = begin; point < end; point++) pushes[point] = (pushes[point] ?? 0) + push;
  }
  return pushes;
}
