import { textOfHtml } from "../../../platform/html/safe-html.ts";
import type { WordBook, WordFound } from "../words/word-book.ts";
import type { Facts } from "./facts.ts";
import type { Phase } from "./phase.ts";
import { type Finding, finding, hold, pass, refuse, type Span } from "./verdict.ts";

/** Words of the desk's lists, in the text and in the name: banned ones are refused, suspect ones wait. */
export const words: Phase = {
  name: "words",
  version: 1,
  tells: "secretly",
  check: async ({ words, text, html, author, story }) => {
    if (author.kind === "staff") return pass;
    const book = await words();
    const inText = [
      ...book.search(text, story.language),
      ...apartInText(book, { text, html }, story.language),
    ];
    const inName = author.name === "" ? [] : book.search(author.name, story.language);
    const findings = [...findingsOf(inText), ...findingsOf(inName, "Name")];
    return [...inText, ...inName].some(({ list }) => list.kind === "banned")
      ? refuse(...findings)
      : hold(...findings);
  },
};

type Found = Omit<WordFound, "span"> & { span: Span | null };

/** What only readers see: words that the address of a link parts in the text. Of them no place is told. */
function apartInText(book: WordBook, { text, html }: Pick<Facts, "text" | "html">, language: string) {
  if (!text.includes("](") || !html.includes("<a ")) return [];
  const known = new Set(book.search(text, language).map(({ list, entry }) => `${list.id} ${entry}`));
  return book
    .search(textOfHtml(html), language)
    .filter(({ list, entry }) => !known.has(`${list.id} ${entry}`))
    .map((found) => ({ ...found, span: null }));
}

/** Places that are told of one list's words. */
const mostShown = 50;

/** One for each list, with all that it found. Of a name no place is told: the spans are of the text. */
function findingsOf(found: readonly Found[], where: "" | "Name" = ""): Finding[] {
  const lists = new Map(found.map(({ list }) => [list.id, list]));
  return [...lists.values()].map((list) => {
    const own = found.filter((each) => each.list.id === list.id);
    const entries = [...new Set(own.map(({ entry }) => entry))].slice(0, 5).join(", ");
    return finding(`${list.kind}${where}`, {
      spans: where === "" ? own.flatMap(({ span }) => span ?? []).slice(0, mostShown) : [],
      values: { list: list.name, words: entries, version: `${list.id}.${list.version}` },
    });
  });
}
