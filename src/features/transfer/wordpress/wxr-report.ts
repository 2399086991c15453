/** What the reader mended or left out, by kind. An example names an item, never a person. */

export type MendKind =
  | "cdata-closed-early"
  | "cdata-not-closed"
  | "missing-closing-tag"
  | "bare-ampersand"
  | "unknown-entity"
  | "cut-entity"
  | "control-characters"
  | "invalid-utf8"
  | "missing-gmt-date"
  | "impossible-date"
  | "repeated-post-id"
  | "repeated-comment-id"
  | "parent-after-reply"
  | "parent-not-in-item"
  | "item-too-large"
  | "unreadable-item"
  | "truncated";

export const howMended: Readonly<Record<MendKind, string>> = {
  "cdata-closed-early": "A text ended before its field did; it was read on to the end of the field.",
  "cdata-not-closed": "A text had no end mark; it was ended with its field.",
  "missing-closing-tag": "A closing tag was missing; the field was ended where the next one began.",
  "bare-ampersand": "A bare & was kept as it is.",
  "unknown-entity": "An entity that XML does not know was kept for the HTML reader.",
  "cut-entity": "An address ended in the middle of an entity; the fragment was removed.",
  "control-characters": "Control characters were removed.",
  "invalid-utf8": "Bytes that are not UTF-8 were replaced by U+FFFD.",
  "missing-gmt-date":
    "A date in UTC was missing; it was worked out from the local date and the nearest known offset.",
  "impossible-date": "A date that no calendar has was left out.",
  "repeated-post-id": "The same id stood on two items; both were read.",
  "repeated-comment-id": "The same id stood on two comments; both were read.",
  "parent-after-reply": "A reply stood before the comment that it answers.",
  "parent-not-in-item": "A reply answers a comment that its item does not hold.",
  "item-too-large": "An item was larger than the limit and was skipped.",
  "unreadable-item": "An item had neither an id nor a type and was skipped.",
  truncated: "The file ends in the middle; everything whole before that was read.",
};

export interface Mend {
  count: number;
  example: string;
}

export interface WxrReport {
  /** Bytes taken from the file so far (compressed, if it is), for progress. */
  bytesRead: number;
  items: number;
  comments: number;
  mends: Map<MendKind, Mend>;
  /** Some moments with what local time was ahead of UTC then, spread over the file: they tell the time zone. */
  clocks: Clocks;
}

export interface Clocks {
  samples: { at: number; offset: number }[];
  /** Every so-many-th item is kept, so that the samples stay few. */
  step: number;
  seen: number;
}

const mostSamples = 400;

export function noteClock(clocks: Clocks, at: number, offset: number): void {
  clocks.seen += 1;
  if (clocks.seen % clocks.step !== 0) return;
  clocks.samples.push({ at, offset });
  if (clocks.samples.length <= mostSamples) return;
  clocks.samples = clocks.samples.filter((_, index) => index % 2 === 1);
  clocks.step *= 2;
}

/** Where mends are noted while it is not yet known which item they belong to. */
export type NoteMend = (kind: MendKind) => void;

export function newWxrReport(): WxrReport {
  return { bytesRead: 0, items: 0, comments: 0, mends: new Map(), clocks: { samples: [], step: 1, seen: 0 } };
}

export function addMend(report: WxrReport, kind: MendKind, example: string): void {
  const known = report.mends.get(kind);
  if (known) known.count += 1;
  else report.mends.set(kind, { count: 1, example });
}
