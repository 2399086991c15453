// Makes src/features/people/names/confusables.ts from Unicode's confusables.txt, which is handed over as a file:
//
//     node scripts/confusables.js confusables.txt
//
// It comes from https://www.unicode.org/Public/security/latest/confusables.txt, and isn't needed to build or to run.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("../src/features/people/names/confusables.ts", import.meta.url));
const source = process.argv[2];
if (!source) throw new Error("which confusables.txt?");
const text = readFileSync(source, "utf8");
const version = /^# Version: ([\d.]+)/m.exec(text)?.[1];
if (!version) throw new Error("that file names no version");

// What lookalikes.ts drops in any case: see there.
const dropped =
  /[^\p{L}\p{M}\p{N}]|[\p{M}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]]/gv;
const fromCodes = (codes) =>
  String.fromCodePoint(...codes.split(" ").map((code) => Number.parseInt(code, 16)));

const byTarget = new Map();
for (const line of text.split("\n")) {
  const [from, to] = line
    .split("#")[0]
    .split(";")
    .map((part) => part.trim());
  if (!from || !to) continue;
  const letter = fromCodes(from);
  const like = fromCodes(to).normalize("NFKD");
  const bare = like.replace(dropped, "");
  const isText = /^[\p{L}\p{N}]$/u.test(letter);
  // Compatibility forms are taken apart before; marks and signs are dropped, unless a sign passes for a letter.
  if (letter.normalize("NFKD") !== letter || (!isText && !/^[\p{P}\p{S}]$/u.test(letter))) continue;
  // Of letters that pass for signs, only apostrophes and their kind are taken for nothing.
  if (bare === "" && !/\p{Lm}/u.test(letter)) continue;
  // The dots of Arabic letters tell them apart; here they are marks, which would be dropped.
  if (/\p{Script=Arabic}/u.test(letter) && bare !== like) continue;
  if (bare === letter) continue;
  byTarget.set(bare, [...(byTarget.get(bare) ?? []), letter.codePointAt(0)]);
}

const hex = (code) => code.toString(16);
const rows = [...byTarget]
  .map(([to, codes]) => [[...to].map((each) => hex(each.codePointAt(0))).join("+"), codes])
  .sort(([one], [other]) => (one < other ? -1 : 1));
const words = rows.map(([to, codes]) => `${to}:${codes.map(hex).join(",")}`);
const lines = [""];
for (const word of words.flatMap((each) => each.match(/.{1,100}(?:,|$)/g) ?? []))
  if (`${lines.at(-1)}${word}`.length < 108)
    lines[lines.length - 1] += word.endsWith(",") ? word : `${word} `;
  else lines.push(word.endsWith(",") ? word : `${word} `);

writeFileSync(
  target,
  `// Made by scripts/confusables.js from Unicode's confusables.txt, version ${version}. Not to be changed by hand.
// © Unicode, Inc. Used under the Unicode License v3: https://www.unicode.org/license.txt

/** What a letter is taken for, in hexadecimal: \`target:letter,letter …\`; a target of several letters has plus signs. */
export const confusables = \`
${lines.map((line) => line.trimEnd()).join("\n")}
\`;
`,
);
