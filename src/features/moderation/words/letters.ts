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

/**
 * How disguises are read. "i" and "l": 1, ! and | stand for that letter, and what isn't Latin for what it looks like.
 * "cyrillic": Latin letters and figures in Cyrillic words do. Null: letters and digits are what they are.
 */
export type Disguise = null | "i" | "l" | "cyrillic";

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

// Beyond Unicode's table of look-alikes: small capitals, letters on tiles and in discs, turned and crossed ones, and
// letters of other scripts that only pass for Latin ones beside such.
const ornaments = lookingLike([
  ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ", "abcdefghijklmnopqrstuvwxyz"],
  ["ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ", "acefghijkmrtvwy"],
  ["ƀȼđɇǥħɨɉłøᵽꝑɍŧʉɏƶ", "bcdeghijlopprtuyz"],
]);
const amongLatin = lookingLike([
  ["тТкКмМнНвВгпПуУиИьЬяЯзЗдД", "ttkkmmhhbbrnnyyuubbrreedd"],
  ["τΤυιΙνηκμωεαορρσΑΒΕΖΗΚΜΝΟΡΥΧ", "ttuiivnkuweaoppoabezhkmnopyx"],
]);
const amongCyrillic = lookingLike([
  ["aAeEoOpPcCxXyYkKmMhHbBtTnuriI", "ааееооррссххууккммннввттпигіі"],
  ["03468@", "озчбва"],
]);

function lookingLike(rows: readonly [string, string][]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([from, to]) => {
      const [letters, stand] = [[...from], [...to]];
      return letters.map((letter, at) => [letter, codeOf(stand[at] ?? letter)] as const);
    }),
  );
}

/** Letters on black tiles and in black discs stand in Unicode in the order of the alphabet. */
function onTile(letter: string): number | null {
  const point = codeOf(letter);
  for (const first of [0x1f150, 0x1f170])
    if (point >= first && point < first + 26) return codeOf("a") + point - first;
  return null;
}

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
  const pieces = disguise === null ? null : piecesOf(text, disguise === "cyrillic" ? "Cyrillic" : "Latin");
  let gap: number = gaps.space;
  let row = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    const letter = text.slice(at, next);
    const meant = pieces && disguise ? meantBy(letter, { text, at, next, pieces, disguise }) : null;
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
  pieces: Uint8Array;
  disguise: Exclude<Disguise, null>;
}

/** The letter that a figure, a sign or a letter of another script stands for here; null: it is what it is. */
function meantBy(letter: string, { text, at, next, pieces, disguise }: Place): number | null {
  const piece = pieces[at] ?? none;
  if (piece === none) return null;
  if (disguise === "cyrillic") {
    const stand = piece === own ? amongCyrillic.get(letter) : undefined;
    return stand !== undefined && (!(letter < "A") || isInside(text, at, next, letter)) ? stand : null;
  }
  const figure = strokes.includes(letter) ? disguise : figures[letter];
  if (figure !== undefined) return isInside(text, at, next, letter) ? codeOf(figure) : null;
  if (letter < "\u0080") return null;
  const stand =
    ornaments.get(letter) ?? (piece === own ? amongLatin.get(letter) : undefined) ?? onTile(letter);
  if (stand !== null) return stand;
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

const none = 0;
const others = 1;
const own = 2;

const scripts = {
  Latin: {
    one: /[\p{Script=Latin}\u{1F150}-\u{1F189}]/u,
    all: /\p{Script=Latin}/gu,
    rest: /[\p{L}--\p{Script=Latin}]/gv,
  },
  Cyrillic: {
    one: /\p{Script=Cyrillic}/u,
    all: /\p{Script=Cyrillic}/gu,
    rest: /[\p{L}--\p{Script=Cyrillic}]/gv,
  },
};

/** For each unit of the text: whether it stands in a word with letters of a script, or the text is mostly in that. */
function piecesOf(text: string, script: keyof typeof scripts): Uint8Array {
  const { one, all, rest } = scripts[script];
  const pieces = new Uint8Array(text.length);
  const isMostly = (text.match(all)?.length ?? 0) > (text.match(rest)?.length ?? 0);
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    const piece = one.test(word) ? own : isMostly ? others : none;
    if (piece !== none) pieces.fill(piece, index, index + word.length);
  }
  return pieces;
}

const disguised = /[0-9@$!|€+(]|[^\p{ASCII}]/u;
const strokesInWords = /[1!|]/;
const mixedCyrillic = /\p{Script=Cyrillic}[\w@]|[\w@]\p{Script=Cyrillic}/u;

/** All ways in which a text is read: as it stands, and as it is meant where letters may be disguised. */
export function readings(text: string): Letters[] {
  const plain = lettersOf(text);
  const meant: Letters[] = [];
  if (disguised.test(text) && /[\p{Script=Latin}\u{1F150}-\u{1F189}]/u.test(text)) {
    meant.push(lettersOf(text, "i"));
    if (strokesInWords.test(text)) meant.push(lettersOf(text, "l"));
  }
  if (mixedCyrillic.test(text)) meant.push(lettersOf(text, "cyrillic"));
  return [plain, ...meant.filter((each) => !isSame(each, plain))];
}

function isSame(one: Letters, other: Letters): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one.code[at] !== other.code[at]) return false;
  return true;
}
