// What readers type may hold characters that nobody sees and that change how the rest is read.

// Embeddings, overrides and isolates can turn the text around them. Unicode TR #9; CVE-2021-42574.
const bidiControls = /[\u202A-\u202E\u2066-\u2069\u061C]/gu;
// C0 and C1 controls but tab and newline, interlinear annotation, object replacement, noncharacters, tags.
const controls =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFF9-\uFFFC\uFDD0-\uFDEF\uFFFE\uFFFF\u{E0000}-\u{E007F}\u{F0000}-\u{10FFFD}\uE000-\uF8FF]/gu;
// Invisible or blank letters. The joiners (200C, 200D) stay: Kurdish, Persian, Indic scripts and emoji need them; so
// do variation selectors, which choose between forms of emoji and of Han.
const invisible = /[\p{Default_Ignorable_Code_Point}--[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]]/gv;
// No orthography sets two joiners in a row; thousands of them still count as one character.
const repeatedJoiners = /([\u200C\u200D])[\u200C\u200D]+/gu;
// More marks on one letter than any orthography sets (Hebrew and Vietnamese stay below five), joiners between or not.
const stackedMarks = /((?:[\u200C\u200D]?\p{M}){4})(?:[\u200C\u200D]?\p{M})+/gu;
const joinersAtEdges = /(^|\s)[\u200C\u200D]|[\u200C\u200D](?=\s|$)/gu;

// Every pattern here takes linear time: a reader may send hundreds of thousands of any character in a row.
function cleanCharacters(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(bidiControls, "")
    .replace(controls, "")
    .replace(invisible, "")
    .replace(repeatedJoiners, "$1")
    .normalize("NFC")
    .replace(stackedMarks, "$1");
}

/** A text of several lines: at most one empty line in a row, nothing invisible but joiners, trimmed. */
export function cleanText(text: string): string {
  return cleanCharacters(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** One line, such as a name: white space folded, nothing invisible but joiners inside a word. */
export function cleanLine(text: string): string {
  return cleanCharacters(text).replace(joinersAtEdges, "$1").replace(/\s+/gu, " ").trim();
}

/** A name within a sentence that is plain text: whatever its direction, it turns nothing around it. Unicode TR #9. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Whether a text can be stored at all: no lone surrogates (they aren't Unicode text) and no NUL. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Whether a text came as it was typed: storable, and no byte of it was lost on the way (then U+FFFD stands there). */
export function isIntact(text: string): boolean {
  return isStorable(text) && !text.includes("\uFFFD");
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Whether a text shows anything: the blank Braille pattern is a sign without ink. */
export function isVisible(text: string): boolean {
  return /[[\p{L}\p{N}\p{P}\p{S}]--[\u2800]]/v.test(text);
}

// A family of four with skin tones has 11 code points; a chain of joined emoji can have any number.
const longestCharacter = 12;

/** How many characters a reader would count; chains of code points that pass for one count by their length. */
export function countCharacters(text: string): number {
  // Most texts are plain: counting code points is exact for them and far faster.
  if (!/[\p{M}\u200D\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F]/u.test(text)) return [...text].length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return Math.max(count, Math.ceil([...text].length / longestCharacter));
}

/** How many words a text has, in any script: runs of anything between white space. */
export function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}

/** At most `length` characters, cut at a word where there is one, with an ellipsis when anything was cut. */
export function cutAtWord(text: string, length: number): string {
  const folded = text.replace(/\s+/gu, " ").trim();
  if (folded.length <= length) return folded;
  const head = folded.slice(0, length + 1);
  const space = head.lastIndexOf(" ");
  const cut =
    space > length / 2 ? head.slice(0, space) : head.slice(0, length).replace(/[\uD800-\uDBFF]$/u, "");
  return `${cut.replace(/[\s.,;:!?،؛–—-]+$/u, "")}…`;
}
