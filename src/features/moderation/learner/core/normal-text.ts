/** Longer texts are read as far as this, in code points: what there is to be learnt of a comment stands before that. */
export const readsAtMost = 3000;

const arabic = /[\u0600-\u06ff]/;
// Tatweel, the marks of vowels, and the superscript alef: written or left out at will.
const arabicMarks = /[\u0640\u064b-\u065f\u0670]/g;
// One letter on different keyboards, as Arabic, Persian and Kurdish ones have it.
const arabicTwins: Readonly<Record<string, string>> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ك: "ک",
  ي: "ی",
  ى: "ی",
  ه: "ە",
};
const arabicTwin = /[أإآٱكيىه]/g;
const turkishDot = /i\u0307/g;
// Joiners, soft hyphens, marks of direction: nobody sees them.
const invisible = /\p{Cf}/gu;
const spaces = /\s+/gu;

/**
 * A text as the learner reads it: compatibility forms as one (Unicode NFKC, UAX #15), small letters, no invisible
 * characters, runs of space as one space, and letters of the Arabic script that differ by keyboard only as one.
 */
export function normalText(text: string): string {
  return folded(text).replace(spaces, " ").trim();
}

function folded(text: string): string {
  const small = text.normalize("NFKC").toLowerCase().replace(turkishDot, "i").replace(invisible, "");
  if (!arabic.test(small)) return small;
  return small.replace(arabicMarks, "").replace(arabicTwin, (letter) => arabicTwins[letter] ?? letter);
}

// A character with its marks; Hangul that is written in jamo composes across characters.
const cluster = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;

/**
 * Where each code point of the normal text, with a space before and after it as `featuresOf` reads it, stands in the text
 * as it was written: its first UTF-16 unit, and the one after its last. Null where that can't be told.
 */
export function placesOf(text: string): { from: Uint32Array; to: Uint32Array } | null {
  const from: number[] = [];
  const to: number[] = [];
  let made = "";
  for (const { 0: written, index } of text.matchAll(cluster)) {
    let piece = folded(written).replace(spaces, " ");
    if (piece.startsWith(" ") && (made === "" || made.endsWith(" "))) piece = piece.slice(1);
    made += piece;
    for (const _ of piece) {
      from.push(index);
      to.push(index + written.length);
    }
  }
  if (made.endsWith(" ")) {
    made = made.slice(0, -1);
    from.pop();
    to.pop();
  }
  if (made !== normalText(text)) return null;
  const end = text.length;
  return { from: Uint32Array.from([0, ...from, end]), to: Uint32Array.from([0, ...to, end]) };
}
