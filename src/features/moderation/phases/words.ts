import type { WordFound } from "../words/word-book.ts";
import type { Phase } from "./phase.ts";
import { type Finding, finding, hold, pass, refuse } from "./verdict.ts";

/** Words of the desk's lists, in the text and in the name: banned ones are refused, suspect ones wait. */
export const words: Phase = {
  name: "words",
  version: 1,
  tells: "secretly",
  check: async ({ words, text, author, story }) => {
    if (author.kind === "staff") return pass;
    const book = await words();
    const inText = book.search(text, story.language);
    const inName = author.name === "" ? [] : book.search(author.name, story.language);
    const findings = [...findingsOf(inText), ...findingsOf(inName, "Name")];
    return [...inText, ...inName].some(({ list }) => list.kind === "banned")
      ? refuse(...findings)
      : hold(...findings);
  },
};

/** One for each list, with all that it found. Of a name no place is told: the spans are of the text. */
function findingsOf(found: readonly WordFound[], where: "" | "Name" = ""): Finding[] {
  const lists = new Map(found.map(({ list }) => [list.id, list]));
  return [...lists.values()].map((list) => {
    const own = found.filter((each) => each.list.id === list.id);
    const entries = [...new Set(own.map(({ entry }) => entry))].slice(0, 5).join(", ");
    return finding(`${list.kind}${where}`, {
      spans: where === "" ? own.map(({ span }) => span) : [],
      values: { list: list.name, words: entries, version: `${list.id}.${list.version}` },
    });
  });
}
