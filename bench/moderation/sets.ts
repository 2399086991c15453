import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Comments that others have judged, as they publish them. They are not part of this repository: where the folder isn't
// there, what is measured on them is skipped.

export interface Labelled {
  text: string;
  /** 1: somebody objected to it. */
  label: 0 | 1;
}

export interface LabelledSet {
  name: string;
  /** What counts as objected to. */
  about: string;
  /** Area under the ROC curve to reach after 2,000 decisions, and after all of the training part. */
  reach: { early: number; late: number };
  comments: readonly Labelled[];
}

interface Source extends Omit<LabelledSet, "comments"> {
  files: RegExp;
  read(file: string): Labelled[];
}

const sources: readonly Source[] = [
  {
    name: "YouTube spam",
    about: "English, spam",
    reach: { early: 0.985, late: 0.985 },
    files: /^en-youtube-spam__.*\.csv$/,
    read: (file) =>
      named(parseCsv(file)).map((row) => ({ text: row["CONTENT"] ?? "", label: one(row["CLASS"] === "1") })),
  },
  {
    name: "GermEval 2018",
    about: "German, offence",
    reach: { early: 0.79, late: 0.84 },
    files: /^de-germeval2018\.training\.txt$/,
    read: (file) =>
      lines(file).map(([text = "", label]) => ({
        text: text.replaceAll("|LBR|", "\n"),
        label: one(label === "OFFENSE"),
      })),
  },
  {
    name: "Davidson",
    about: "English, hate or offence",
    reach: { early: 0.96, late: 0.98 },
    files: /^en-davidson-labeled_data\.csv$/,
    read: (file) =>
      named(parseCsv(file)).map((row) => ({ text: row["tweet"] ?? "", label: one(row["class"] !== "2") })),
  },
  {
    name: "Korean news",
    about: "Korean, hate or offence",
    reach: { early: 0.76, late: 0.82 },
    files: /^ko-newscomments-train\.tsv$/,
    read: (file) =>
      named(lines(file)).map((row) => ({ text: row["comments"] ?? "", label: one(row["hate"] !== "none") })),
  },
];

/** Every set, null where its files are missing in the folder. */
export function labelledSets(
  folder: string,
): { source: Omit<LabelledSet, "comments">; set: LabelledSet | null }[] {
  const present = existsSync(folder) ? readdirSync(folder).sort() : [];
  return sources.map(({ files, read, ...source }) => {
    const found = present.filter((name) => files.test(name));
    const comments = found.flatMap((name) => read(readFileSync(join(folder, name), "utf8")));
    return { source, set: comments.length === 0 ? null : { ...source, comments } };
  });
}

const one = (isObjected: boolean): 0 | 1 => (isObjected ? 1 : 0);

function lines(file: string): string[][] {
  return file
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

function named([head = [], ...rows]: string[][]): Record<string, string>[] {
  const names = head.map((name) => name.replace("\ufeff", ""));
  return rows
    .filter((row) => row.length === names.length)
    .map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

/** Comma-separated values after RFC 4180. */
function parseCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < file.length) {
    const found = cell.exec(file);
    if (!found) break;
    const [, quoted, plain = "", end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/** In random order, always the same for one seed (Fisher and Yates; numbers by mulberry32, T. Ettinger, public domain). */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = list.map((value) => ({ value, key: random() }));
  return order.sort((a, b) => a.key - b.key).map(({ value }) => value);
}
