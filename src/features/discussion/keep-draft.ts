import type { Context } from "../../context.ts";
import type { Db } from "../../platform/db/database.ts";
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
  { text, most, ...place }: DraftPlace & { text: string; most: number },
): Promise<void> {
  const kept = text.slice(0, most).toWellFormed().replaceAll("\0", "");
  await ctx.db.transact(async (tx) => {
    if (kept.trim() === "") return deleteDraft(tx, place);
    await writeDraft(tx, place, kept, ctx.now());
    await dropOldDrafts(tx, place.memberId, mostDrafts);
  });
}

/** What a member has begun to write; empty: nothing. */
export function draftOf(db: Db, place: DraftPlace, now: number): Promise<string> {
  return readDraft(db, place, now - draftsLast);
}
