import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, DecisionId, MemberId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { findPlaces } from "../../discussion/find-places.ts";
import { takeComment } from "../../discussion/decide-on-comment.ts";
import { type CommentAct, type Conflict, type Order, staffActor, type Stop } from "./act.ts";
import { decidedByOthers, lastDecision } from "./decisions.store.ts";
import { seenOf } from "./seen.ts";

/** What was before the moderator when they decided. */
export interface Shown {
  /** Of the one comment: see `seenOf`. Empty: of several. */
  seen: string;
  /** When the form was made: milliseconds since 1970. What others decided later, they have not seen. */
  at: number;
}

export interface Outcome {
  done: DecisionId[];
  conflicts: Conflict[];
  /** How many were left as they are, and why. */
  stopped: Partial<Record<Stop, number>>;
}

/** Comments in one transaction: others write between two. */
const atOnce = 50;

/**
 * Does one thing to comments. What somebody else has decided in the meantime is left as it is and told of. To do it once
 * more changes nothing.
 */
export async function decideComments(
  ctx: Context,
  act: CommentAct,
  ids: readonly CommentId[],
  { order, shown }: { order: Order; shown: Shown },
): Promise<Outcome> {
  const all: Outcome = { done: [], conflicts: [], stopped: {} };
  // Discussions are taken in one order everywhere, so that nobody waits for one another.
  const sorted = await findPlaces(ctx.db.read, order.site.id, [...new Set(ids)]);
  for (let from = 0; from < sorted.length; from += atOnce) {
    const some = sorted.slice(from, from + atOnce);
    const outcome = await ctx.db.transact(async (tx) => {
      const part: Outcome = { done: [], conflicts: [], stopped: {} };
      for (const id of some) await decideOne(tx, ctx, act, { id, order, shown, outcome: part });
      return part;
    });
    all.done.push(...outcome.done);
    all.conflicts.push(...outcome.conflicts);
    for (const [stop, n] of Object.entries(outcome.stopped) as [Stop, number][]) count(all, stop, n);
  }
  const missing = new Set(ids).size - sorted.length;
  if (missing > 0) count(all, "notFound", missing);
  return all;
}

async function decideOne(
  tx: Tx,
  ctx: Context,
  act: CommentAct,
  one: { id: CommentId; order: Order; shown: Shown; outcome: Outcome },
): Promise<void> {
  const { id, order, shown, outcome } = one;
  const taken = await takeComment(tx, order.site.id, id);
  if (!taken) return count(outcome, "notFound", 1);
  const conflict = await conflictOf(tx, taken.comment, order.by, shown);
  if (conflict) {
    outcome.conflicts.push(conflict);
    return;
  }
  const done = await act.apply(tx, ctx, taken, order);
  if (typeof done === "string") count(outcome, done, 1);
  else outcome.done.push(done);
}

/** What has happened to a comment since the moderator saw it. */
async function conflictOf(tx: Tx, comment: Comment, by: MemberId, shown: Shown): Promise<Conflict | null> {
  const last = await lastDecision(tx, comment.id);
  if (shown.seen !== "" && shown.seen !== seenOf(comment))
    return { commentId: comment.id, decision: last !== null && last.at >= shown.at ? last : null };
  if (last === null || last.at <= shown.at) return null;
  // Also where something of one's own came after it.
  const theirs = await decidedByOthers(tx, { id: comment.id, since: shown.at, by: staffActor(by) });
  return theirs && { commentId: comment.id, decision: theirs };
}

function count(outcome: Outcome, stop: Stop, n: number): void {
  outcome.stopped[stop] = (outcome.stopped[stop] ?? 0) + n;
}
