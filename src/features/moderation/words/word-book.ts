import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { shows } from "../../../shows.ts";
import type { Span } from "../phases/verdict.ts";
import { Matcher } from "./matcher.ts";
import { listsOf, stampOfLists } from "./word-list.store.ts";
import { readEntries, type WordList } from "./word-list.ts";

/** A word of a list, in a text. */
export interface WordFound {
  list: Pick<WordList, "id" | "name" | "kind" | "language" | "version">;
  entry: string;
  span: Span;
}

/** All word lists of a site, ready to be looked for. */
export interface WordBook {
  /** Changes when one of the lists does. */
  stamp: string;
  search(text: string, storyLanguage: string): WordFound[];
}

export function bookOf(lists: readonly WordList[], stamp: string): WordBook {
  const entries = lists
    .filter(({ isOn }) => isOn)
    .flatMap((list) => readEntries(list.entries).patterns.map((pattern) => ({ list, pattern })));
  const matcher = new Matcher(entries.map(({ pattern }) => pattern));
  return {
    stamp,
    search: (text, storyLanguage) =>
      matcher.search(text).flatMap(({ pattern, span }) => {
        const found = entries[pattern];
        if (!found || !holds(found.list.language, storyLanguage)) return [];
        const { id, name, kind, language, version } = found.list;
        return [{ list: { id, name, kind, language, version }, entry: found.pattern.entry, span }];
      }),
  };
}

/** A list for "en" holds below stories in "en-GB". RFC 4647, basic filtering. */
function holds(language: string, storyLanguage: string): boolean {
  const [range, tag] = [language.toLowerCase(), storyLanguage.toLowerCase()];
  return range === "" || tag === range || tag.startsWith(`${range}-`);
}

// Ten thousand entries take tens of milliseconds to be made ready: that is done once for each state of the lists.
const made = new WeakMap<Context["kept"], Map<SiteId, WordBook>>();

/** The words that are looked for on a site now. */
export async function wordBookOf(ctx: Pick<Context, "db" | "kept">, siteId: SiteId): Promise<WordBook> {
  const books = made.get(ctx.kept) ?? new Map<SiteId, WordBook>();
  made.set(ctx.kept, books);
  const stamp = await ctx.kept.get(`words ${siteId}`, [shows.rules(siteId)], () =>
    stampOfLists(ctx.db.read, siteId),
  );
  const known = books.get(siteId);
  if (known?.stamp === stamp) return known;
  const lists = await listsOf(ctx.db.read, siteId);
  const book = bookOf(lists, stamp);
  books.set(siteId, book);
  return book;
}
