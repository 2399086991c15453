import { confusables } from "./confusables.ts";

// Unicode TR #39 asks whether two texts look the same. Names are compared more loosely: case, marks, spaces and signs
// don't tell two people apart. https://www.unicode.org/reports/tr39/#Confusable_Detection

/** Nothing but letters and digits counts, and of marks only those that are vowels or letters of their script. */
const unread =
  /[^\p{L}\p{M}\p{N}]|[\p{M}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]]|\u0640/gv;

// Forms of one letter in Arabic, Kurdish and Persian: the first stands for all.
const forms = stands(["يیىے", "كکڪ", "هەہھة"]);
// What Unicode keeps apart although it can't be told apart in a name.
const alike = stands(["liı", "o0"]);

/** What a name looks like: two names with the same skeleton can't be told apart at a glance. */
export function skeleton(name: string): string {
  const seen = taken(name);
  // Small letters that the capitals became have doubles of their own.
  return taken(lower(seen))
    .replaceAll("vv", "w")
    .replace(/./gsu, (letter) => alike.get(letter) ?? letter);
}

/**
 * All that a name could be read as: as it stands, and by its letters whatever their case, in which some have other
 * doubles (Greek Ν and ν). Names are taken for one another when they have one of these in common.
 */
export function skeletons(name: string): string[] {
  return [...new Set([skeleton(name), skeleton(lower(withPlainDigits(name.normalize("NFKC"))))])];
}

function lower(text: string): string {
  // By way of capitals, for letters that have two small forms: ß and ss, ς and σ.
  return text.toUpperCase().toLowerCase().normalize("NFKD");
}

function taken(text: string): string {
  const doubles = table();
  return text
    .normalize("NFKD")
    .replace(/./gsu, (letter) => {
      const form = forms.get(letter) ?? letter;
      return doubles.get(form) ?? form;
    })
    .replace(unread, "");
}

/** Digits of every script as those of ASCII: each script has its ten in a row, from nought. */
function withPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
    return String(value);
  });
}

function stands(rows: readonly string[]): ReadonlyMap<string, string> {
  return new Map(rows.flatMap(([first = "", ...others]) => others.map((each) => [each, first] as const)));
}

/** The letter that another one looks like, with its marks; null: it looks like itself. */
export function doubleOf(letter: string): string | null {
  return table().get(letter) ?? null;
}

let known: ReadonlyMap<string, string> | null = null;

/** Unicode's table. It is read when the first name is compared: a server that only serves readers does without it. */
function table(): ReadonlyMap<string, string> {
  known ??= new Map(
    confusables
      .trim()
      .split(/(?<!,)\s+/)
      .flatMap((row) => {
        const [to = "", from = ""] = row.split(":");
        const target = to === "" ? "" : String.fromCodePoint(...to.split("+").map(code));
        return from.split(/,\s*/).map((letter) => [String.fromCodePoint(code(letter)), target] as const);
      }),
  );
  return known;
}

function code(hexadecimal: string): number {
  return Number.parseInt(hexadecimal, 16);
}
