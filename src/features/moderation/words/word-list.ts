import type { WordListId } from "../../../platform/lib/ids.ts";
import { type Pattern, type PatternFault, readEntry } from "./pattern.ts";

/** Banned: a text with it is refused. Suspect: it waits. */
export const listKinds = ["banned", "suspect"] as const;
export type ListKind = (typeof listKinds)[number];

/** What the desk says of a word list. */
export interface WordListDraft {
  name: string;
  kind: ListKind;
  /** BCP 47: it holds below stories of this language; empty: below all. */
  language: string;
  isOn: boolean;
  /** One a line; what begins with # is a remark. */
  entries: string;
}

export interface WordList extends WordListDraft {
  id: WordListId;
  entryCount: number;
  version: number;
  /** Milliseconds since 1970. */
  changedAt: number;
}

/** An entry that can't be looked for. */
export interface BrokenLine {
  /** From 1. */
  line: number;
  text: string;
  fault: Exclude<PatternFault, "empty">;
}

/** All entries of a list, each once, and those that are none. */
export function readEntries(entries: string): { patterns: Pattern[]; broken: BrokenLine[] } {
  const patterns = new Map<string, Pattern>();
  const broken: BrokenLine[] = [];
  for (const [index, text] of entries.split(/\r\n?|\n/).entries()) {
    if (/^\s*(?:#|$)/.test(text)) continue;
    const read = readEntry(text);
    if ("pattern" in read) patterns.set(read.pattern.entry, read.pattern);
    else if (read.fault !== "empty") broken.push({ line: index + 1, text: text.trim(), fault: read.fault });
  }
  return { patterns: [...patterns.values()], broken };
}
