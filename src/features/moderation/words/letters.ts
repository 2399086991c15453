import { doubleOf } from "../../people/names/lookalikes.ts";

// How a text reads to somebody who wants to see a word in it: letters without case, marks and ornament, one after the
// other, with what stood between them. Unicode TR #15 (NFKD), TR #39 (confusables), TR #44 (properties).

/** What stands between a letter and the one before it. */
export const gaps = {
  none: 0,
  /** Signs, as in "a.b" or "a-b": somebody may have put them there to hide a word. */
  signs: 1,
  /** White space, or the beginning of the text. */
  space: 2,
  /** An apostrophe: it stands inside words of its own right. */
  apostrophe: 3,
} as const;

/** The letters of a text. Parallel arrays, of which the first `length` count. */
export interface Letters {
  length: number;
  /** Code points, folded. */
  code: Int32Array;
  /** What stood before each: see `gaps`. */
  gap: Uint8Array;
  /** Where each stands in the text, in UTF-16 units. */
  from: Int32Array;
  to: Int32Array;
}

/** How disguises are read. "i" and "l": 1, ! and | stand for that letter. Null: letters and digits are what they are. */
export type Disguise = null | "i" | "l";

const figures: Readonly<Record<string, string>> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "b",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "€": "e",
  "+": "t",
  "(": "c",
};
const strokes = "1!|";

// Forms of one letter in Arabic, Kurdish and Persian, also those that many leave the signs off: the first stands for all.
// NFKD has taken hamza and madda off their letters by then.
const forms = new Map(
  ["یيىےێئ", "کكڪ", "هەہھةۀ", "اٱ", "وۆۇۈ", "رڕ", "لڵ", "ʼ"].flatMap((row) => {
    const [first = "", ...others] = row;
    return others.map((each) => [codeOf(each), codeOf(first)] as const);
  }),
);
const tatweel = 0x640;
const dotlessI = 0x131;

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

const isLetter = /[\p{L}\p{N}]/u;
const isSpace = /\s/u;
/** Marks, joiners, selectors and other things that nobody reads. Marks that are vowels of their script are letters. */
const isUnread =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}]|[\p{M}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]]/v;
const isMark = /\p{M}/u;
const isApostrophe = /['’ʼ＇]/u;

/** What a character is: the letters that it reads as, or the gap that it makes, or nothing at all. */
type Read = readonly number[] | "space" | "signs" | "apostrophe" | "unread";

// Of the first 65,536 code points each is looked at once. Bounded by that.
const known: (Read | undefined)[] = [];

function readingOf(code: number, letter: string): Read {
  const found = known[code];
  if (found !== undefined) return found;
  const read = readAnew(letter);
  if (code < 0x1_0000) known[code] = read;
  return read;
}

function readAnew(letter: string): Read {
  if (isSpace.test(letter)) return "space";
  if (isApostrophe.test(letter)) return "apostrophe";
  const codes: number[] = [];
  // By way of capitals, for letters that have two small forms: ß and ss, ς and σ.
  for (const each of letter.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD")) {
    const code = codeOf(each);
    if (code === tatweel || isUnread.test(each)) continue;
    if (code === dotlessI) codes.push(codeOf("i"));
    else if (isLetter.test(each) || isMark.test(each)) codes.push(forms.get(code) ?? plainDigit(each, code));
  }
  if (codes.length > 0) return codes;
  return isUnread.test(letter) || codeOf(letter) === tatweel ? "unread" : "signs";
}

/** Digits of every script as those of ASCII: each script has its ten in a row, from nought. */
function plainDigit(letter: string, code: number): number {
  if (code < 0x80 || !/\p{Nd}/u.test(letter)) return code;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return codeOf("0") + value;
}

/** More of one letter in a row say nothing new: somebody leans on a key, or tries how long we take. */
export const longestRow = 24;

/** The letters of a text as it stands, or as it is meant where letters are disguised. */
export function lettersOf(text: string, disguise: Disguise = null): Letters {
  const room = text.length * 2 + 8;
  const letters: Letters = {
    length: 0,
    code: new Int32Array(room),
    gap: new Uint8Array(room),
    from: new Int32Array(room),
    to: new Int32Array(room),
  };
  const latin = disguise === null ? null : latinPieces(text);
  let gap: number = gaps.space;
  let row = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    const letter = text.slice(at, next);
    const meant = latin ? meantBy(letter, { text, at, next, latin, one: disguise ?? "i" }) : null;
    const read = meant === null ? readingOf(point, letter) : [meant];
    if (read === "space") gap = gaps.space;
    else if (read === "signs") gap = Math.max(gap === gaps.apostrophe ? 0 : gap, gaps.signs);
    else if (read === "apostrophe") gap = gap === gaps.none ? gaps.apostrophe : gap;
    else if (read !== "unread")
      for (const code of read) {
        // A letter may fold into several: at most two, but for a few ligatures.
        if (letters.length >= room) break;
        row = gap === gaps.none && letters.code[letters.length - 1] === code ? row + 1 : 1;
        if (row > longestRow) {
          letters.to[letters.length - 1] = next;
          continue;
        }
        letters.code[letters.length] = code;
        letters.gap[letters.length] = gap;
        letters.from[letters.length] = at;
        letters.to[letters.length] = next;
        letters.length++;
        gap = gaps.none;
      }
    at = next;
  }
  return letters;
}

interface Place {
  text: string;
  at: number;
  next: number;
  latin: Uint8Array;
  one: "i" | "l";
}

/** The Latin letter that a figure, a sign or a letter of another script stands for here; null: it is what it is. */
function meantBy(letter: string, { text, at, next, latin, one }: Place): number | null {
  if (latin[at] !== 1) return null;
  const figure = strokes.includes(letter) ? one : figures[letter];
  if (figure !== undefined) return isInside(text, at, next, letter) ? codeOf(figure) : null;
  if (letter < "\u0250") return null;
  const double = doubleOf(letter);
  return double !== null && /^[a-z]$/i.test(double) ? codeOf(double.toLowerCase()) : null;
}

/** Whether a figure or sign stands among letters: signs at the end of a word are mostly just that. */
function isInside(text: string, at: number, next: number, letter: string): boolean {
  const before = text[at - 1] ?? " ";
  const after = text[next] ?? " ";
  const reads = (each: string) => isLetter.test(each) || "@$!|€+(".includes(each);
  if (/[!|+(€]/.test(letter)) return reads(before) && isLetter.test(after);
  return reads(before) || reads(after);
}

/** For each unit of the text: whether it stands in a word with Latin letters, or the whole text is mostly Latin. */
function latinPieces(text: string): Uint8Array {
  const isLatin = new Uint8Array(text.length);
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const others = text.match(/[\p{L}--\p{Script=Latin}]/gv)?.length ?? 0;
  for (const { 0: word, index } of text.matchAll(/\S+/gu))
    if (latin > others || /\p{Script=Latin}/u.test(word)) isLatin.fill(1, index, index + word.length);
  return isLatin;
}

const disguised = /[0-9@$!|€+(]|[^\p{ASCII}]/u;
const strokesInWords = /[1!|]/;

/** All ways in which a text is read: as it stands, and as it is meant where letters may be disguised. */
export function readings(text: string): Letters[] {
  const plain = lettersOf(text);
  if (!disguised.test(text) || !/\p{Script=Latin}/u.test(text)) return [plain];
  const meant = lettersOf(text, "i");
  const others = strokesInWords.test(text) ? [meant, lettersOf(text, "l")] : [meant];
  return [plain, ...others.filter((each) => !isSame(each, plain))];
}

function isSame(one: Letters, other: Letters): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one.code[at] !== other.code[at]) return false;
  return true;
}
