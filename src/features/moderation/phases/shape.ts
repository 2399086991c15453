import type { Phase } from "./phase.ts";
import { type Finding, finding, hold, pass, type Span } from "./verdict.ts";

/** How a text looks, whatever it says: too short to say anything, or shouting. */
export const shape: Phase = {
  name: "shape",
  version: 1,
  tells: "openly",
  check: async ({ rules, text, author, standing }) => {
    if (author.kind === "staff") return pass;
    const { fewest, capitals, marks, stretched } = rules.phases.shape;
    const own = withoutQuotes(text);
    const findings = [
      ...(fewest > 0 ? tooShort(own, fewest) : []),
      ...(capitals > 0 ? shouting(own, capitals) : []),
      ...(marks > 0 ? manyMarks(own, marks) : []),
      ...(stretched > 0 ? stretchedLetters(own, stretched) : []),
    ];
    if (findings.length === 0 || (await standing()).trust === "trusted") return pass;
    return hold(...findings);
  },
};

/** The same with what isn't the writer's own (quoted lines, addresses) as spaces: every place stays where it is. */
function withoutQuotes(text: string): string {
  return text.replace(/^[ \t]*>.*$|https?:\/\/\S+|www\.\S+/gm, (found) => " ".repeat(found.length));
}

function tooShort(text: string, fewest: number): Finding[] {
  // Signs that are words, and faces, say something too.
  const n = text.match(/[\p{L}\p{N}\p{Emoji_Presentation}]/gu)?.length ?? 0;
  return n < fewest ? [finding("short", { values: { n } })] : [];
}

/** A text of fewer letters may be a name or an abbreviation. */
const fewestShouted = 20;

/** Counted among letters that have a small and a large form: other scripts don't shout this way. */
function shouting(text: string, share: number): Finding[] {
  const large = text.match(/[\p{Lu}\p{Lt}]/gu)?.length ?? 0;
  const cased = large + (text.match(/\p{Ll}/gu)?.length ?? 0);
  if (cased < fewestShouted || large * 100 < share * cased) return [];
  const spans = spansOf(text, /\p{Lu}{2,}(?:[ ,'’-]+\p{Lu}+)*/gu);
  return [finding("capitals", { spans, values: { n: Math.floor((large * 100) / cased) } })];
}

function manyMarks(text: string, most: number): Finding[] {
  const rows = [...text.matchAll(/[!?¡¿؟！？‼⁇⁈⁉❗❓❕❔](?:\s?[!?¡¿؟！？‼⁇⁈⁉❗❓❕❔])+/gu)]
    .map(({ index, 0: row }) => ({ index, row, n: row.replace(/\s/g, "").length }))
    .filter(({ n }) => n >= most);
  if (rows.length === 0) return [];
  const spans = rows.map(({ index, row }) => ({ from: index, to: index + row.length }));
  return [finding("marks", { spans, values: { n: Math.max(...rows.map(({ n }) => n)) } })];
}

/** Letters of which a row is laughter: in Arabic and Sorani, Korean and Japanese. */
const laughter = /^[هھہخㅋㅎw]$/iu;

function stretchedLetters(text: string, most: number): Finding[] {
  const rows = [...text.matchAll(/(\p{L})\1{2,}/giu)]
    .map(({ index, 0: row, 1: letter = "" }) => ({ index, row, letter, n: [...row].length }))
    .filter(({ letter, n }) => n >= most && !laughter.test(letter));
  if (rows.length === 0) return [];
  const spans = rows.map(({ index, row }) => ({ from: index, to: index + row.length }));
  return [finding("stretched", { spans, values: { n: Math.max(...rows.map(({ n }) => n)) } })];
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
}
