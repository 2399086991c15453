import type { Context } from "../../context.ts";
import type { Db } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import { deleteDraft, type DraftPlace, dropOldDrafts, readDraft, writeDraft } from "./draft.store.ts";

/** How long a draft is kept after it was last worked on. */
export const draftDays = 30;
export const draftsLast = draftDays * 24 * 3_600_000;
const mostDrafts = 50;

/**
 * Keeps what a member has begun to write, for all their devices; nothing is left of what was emptied. What is longer
 * than anything that could be posted is cut.
 */
export async function keepDraft(
  ctx: Context,
  { siteId, text, most, ...place }: DraftPlace & { siteId: SiteId; text: string; most: number },
): Promise<void> {
  const kept = text.slice(0, most).toWellFormed().replaceAll("\0", "");
  const at = ctx.now();
  await ctx.db.transact(async (tx) => {
    const was = await draftOf(tx, place, at);
    if (kept.trim() === "") await deleteDraft(tx, place);
    else {
      await writeDraft(tx, place, kept, at);
      await dropOldDrafts(tx, place.memberId, mostDrafts);
    }
    // Pages with a draft on them aren't kept, so how it goes on changes none: that would be an event every few seconds.
    if ((was === "") !== (kept.trim() === ""))
      await appendEvent(tx, { type: "reader.changed", siteId, at, memberId: place.memberId });
  });
}

/** What a member has begun to write; empty: nothing. */
export function draftOf(db: Db, place: DraftPlace, now: number): Promise<string> {
  return readDraft(db, place, now - draftsLast);
}
