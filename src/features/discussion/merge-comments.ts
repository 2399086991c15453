import type { Tx } from "../../platform/db/database.ts";
import type { DecisionId } from "../../platform/lib/ids.ts";
import type { Decision } from "../moderation/record-decision.ts";
import { bestScore, type Comment } from "./comment.ts";
import { readComment, updateRecommends } from "./comment-write.store.ts";
import { decide, takeComment, type Deciding } from "./decide-on-comment.ts";
import { copyVotes, removeVotes, saveMerged, votesFor } from "./place.store.ts";
import { move } from "./thread-counts.ts";

/** Code of the reason for which the second of two equal comments is taken away. */
export const saidTwice = "saidTwice";

/**
 * Merges a comment with another one of the same writer that says the same: the other stays, with the recommends of both;
 * this one goes, and where answers keep its place that leads to the other. Null: they aren't two of the same.
 */
export async function mergeComments(
  tx: Tx,
  ctx: Deciding,
  { comment, into }: { comment: Comment; into: Comment["id"] },
  decision: Pick<Decision, "actor" | "reason" | "details">,
): Promise<DecisionId | null> {
  const kept = (await takeComment(tx, comment.siteId, into))?.comment;
  const isSame =
    kept &&
    kept.id !== comment.id &&
    kept.status === "published" &&
    kept.authorId === comment.authorId &&
    wordsOf(kept) === wordsOf(comment);
  if (!isSame) return null;
  const added = await copyVotes(tx, kept.id, await votesFor(tx, comment.id));
  await countVotes(tx, kept, added);
  await saveMerged(tx, comment.id, kept.id);
  // As it is by now: both may stand below one story.
  const now = (await readComment(tx, comment.id)) ?? comment;
  return decide(
    tx,
    ctx,
    { comment: now },
    { ...decision, action: "merge", status: "rejected", rule: null, code: saidTwice },
  );
}

/** Lets both stand for themselves again: the one that stayed gives back the recommends that it was given. */
export async function splitComments(tx: Tx, comment: Comment): Promise<void> {
  const { siteId, mergedInto } = comment;
  const kept = mergedInto === null ? null : (await takeComment(tx, siteId, mergedInto))?.comment;
  await saveMerged(tx, comment.id, null);
  if (!kept) return;
  const gone = await removeVotes(tx, kept.id, await votesFor(tx, comment.id));
  await countVotes(tx, kept, -gone);
}

async function countVotes(tx: Tx, kept: Comment, change: number): Promise<void> {
  const recommendCount = kept.recommendCount + change;
  const changed = { ...kept, recommendCount, bestScore: bestScore(recommendCount, kept.reportCount) };
  await updateRecommends(tx, kept.id, recommendCount, changed.bestScore);
  await move(tx, kept, changed, "best");
}

function wordsOf({ text }: Comment): string {
  return text.toLowerCase().replace(/\s+/gu, " ").trim();
}
