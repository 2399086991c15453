import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { SiteId, WordListId } from "../../../platform/lib/ids.ts";
import type { Span } from "../phases/verdict.ts";
import { bookOf } from "./word-book.ts";
import { commentsBefore, type PastComment } from "./word-list.store.ts";
import type { WordListDraft } from "./word-list.ts";

export interface Caught extends PastComment {
  spans: readonly Span[];
}

/** Whom a list would have caught. */
export interface Trial {
  /** Comments that were looked through, and since when: milliseconds since 1970. */
  looked: number;
  since: number | null;
  /** How many it would have caught, by what became of them. */
  published: number;
  refused: number;
  /** Some of them, the newest first; those first that were published. */
  examples: readonly Caught[];
}

const mostLooked = 5000;
const atOnce = 250;
const mostExamples = 40;

/** Looks through the last thousands of comments with a list that nobody has saved yet. Others are served meanwhile. */
export async function tryList(ctx: Context, siteId: SiteId, draft: WordListDraft): Promise<Trial> {
  const list = {
    ...draft,
    language: "",
    isOn: true,
    id: 0 as WordListId,
    entryCount: 0,
    version: 0,
    changedAt: 0,
  };
  const book = bookOf([list], "trial");
  const counts = { looked: 0, since: null as number | null };
  const caught: Record<"published" | "refused", Caught[]> = { published: [], refused: [] };
  for (const status of ["published", "pending", "rejected", "spam"]) {
    let before = ctx.now() + 1;
    for (let looked = 0; looked < mostLooked; ) {
      const found = await commentsBefore(ctx.db.read, { siteId, status, before, limit: atOnce });
      for (const comment of found) {
        const spans = book.search(comment.text, "").map(({ span }) => span);
        if (spans.length > 0)
          caught[status === "published" ? "published" : "refused"].push({ ...comment, spans });
      }
      looked += found.length;
      counts.looked += found.length;
      const last = found.at(-1);
      if (last) counts.since = Math.min(counts.since ?? last.at, last.at);
      if (!last || found.length < atOnce) break;
      before = last.at;
      await nextTurn();
    }
  }
  return {
    ...counts,
    published: caught.published.length,
    refused: caught.refused.length,
    examples: [...caught.published.slice(0, mostExamples), ...caught.refused.slice(0, mostExamples / 4)],
  };
}
