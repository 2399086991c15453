import { cleanLine } from "../../../../platform/text/clean.ts";
import { readMarkup } from "./markup.ts";

const longestName = 60;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The text of a bit of HTML, entities resolved, tags and what they hide removed. */
export function plainText(html: string): string {
  let text = "";
  let hidden = 0;
  readMarkup(html, {
    open({ name }) {
      if (name === "script" || name === "style") hidden += 1;
      else if (/^(p|div|br|li|h\d|td|tr)$/.test(name)) text += " ";
    },
    close(name) {
      if (name === "script" || name === "style") hidden -= 1;
    },
    text(part) {
      if (hidden === 0) text += part;
    },
    comment() {},
  });
  return text;
}

/** At most `most` characters as a reader counts them. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let length = 0;
  let count = 0;
  for (const { segment } of segmenter.segment(text.slice(0, most * 40))) {
    if (count === most) break;
    count += 1;
    length += segment.length;
  }
  return text.slice(0, length);
}

/** One line of plain text from a field that WordPress escaped once or twice: a title, a term's name. */
export function cleanTitle(raw: string): string {
  // The first pass may set free tags and entities that were escaped twice; the second settles them.
  return cleanLine(plainText(plainText(raw.slice(0, 20_000))).toWellFormed());
}

/** A name as it may stand beside a comment: one line, nothing invisible, at most 60 characters; may be empty. */
export function cleanName(raw: string): string {
  return shortened(cleanTitle(raw), longestName).trim();
}
