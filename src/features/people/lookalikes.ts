// Letters that look like another one, after NFKD and in lower case; the row's first letter stands for all. Latin with
// its Cyrillic and Greek doubles, digits, and the forms of one Arabic letter. A small part of Unicode's confusables
// (https://www.unicode.org/reports/tr39/): enough for names, where the whole table would refuse honest ones.
const rows = [
  "aаα",
  "bвβ",
  "cсϲ",
  "dԁ",
  "eеεє",
  "hһнη",
  "il1ıіӏιǀ",
  "jјϳ",
  "kкκ",
  "mмμ",
  "nν",
  "o0оο",
  "pрρ",
  "qԛ",
  "sѕ",
  "tтτ",
  "uυ",
  "wԝ",
  "xхχ",
  "yу",
  "zζ",
  "يیىے",
  "كکڪ",
  "هەہھة",
];

const stand = new Map(
  rows.flatMap(([first = "", ...others]) => others.map((each) => [each, first] as const)),
);

/** What a name looks like: two names with the same skeleton can't be told apart at a glance. */
export function skeleton(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    // Nothing but letters and digits, and no tatweel, which only stretches Arabic words.
    .replace(/[^\p{L}\p{N}]|\u0640/gu, "");
  return Array.from(letters, (letter) => stand.get(letter) ?? letter).join("");
}
