import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { DecisionId } from "../../platform/lib/ids.ts";
import { type Decision, recordDecision } from "../moderation/record-decision.ts";
import { type Comment, rootList } from "./comment.ts";
import type { Taken } from "./decide-on-comment.ts";
import { pinnedIn, savePinned, setLocked, setMark, subtreeOf } from "./marks.store.ts";

export const marks = ["pick", "pin", "fold", "lock"] as const;
export type Mark = (typeof marks)[number];

/** Who marks, and why. */
export type Marking = Pick<Decision, "actor" | "reason"> &
  Partial<Pick<Decision, "undoes" | "code">> & { on: boolean };

/** Comments above a discussion, at most. */
const mostPinned = 3;
/** Answers below a thread that is closed to more, at most. */
const mostLocked = 20_000;

export function isMarked(comment: Comment, mark: Mark): boolean {
  return atOf(comment, mark) !== null;
}

function atOf({ pickedAt, pinnedAt, foldedAt, lockedAt }: Comment, mark: Mark): number | null {
  return { pick: pickedAt, pin: pinnedAt, fold: foldedAt, lock: lockedAt }[mark];
}

/**
 * Marks a comment that this transaction has taken, or takes the mark from it, and writes that down. Null: it is so
 * already, or can't be: only what is published is marked, and only the top of a thread is pinned.
 */
export async function markComment(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { comment }: Taken,
  mark: Mark,
  { on, ...decision }: Marking,
): Promise<DecisionId | null> {
  if (isMarked(comment, mark) === on || (on && !canBe(comment, mark))) return null;
  const at = ctx.now();
  await setAny(tx, comment, mark, on ? at : null);
  const { siteId, storyId, id: commentId } = comment;
  await appendEvent(tx, { type: "comment.marked", siteId, at, storyId, commentId });
  if (mark === "pin") await appendEvent(tx, { type: "discussion.changed", siteId, at, storyId });
  return recordDecision(tx, {
    ...decision,
    siteId,
    commentId,
    action: on ? mark : `un${mark}`,
    before: on ? "" : mark,
    after: on ? mark : "",
    at,
  });
}

function canBe({ status, listId }: Comment, mark: Mark): boolean {
  return status === "published" && (mark !== "pin" || listId === rootList);
}

async function setAny(tx: Tx, comment: Comment, mark: Mark, at: number | null): Promise<void> {
  const { id } = comment;
  switch (mark) {
    case "pick":
      return setMark(tx, id, { column: "picked_at", at });
    case "fold":
      return setMark(tx, id, { column: "folded_at", at });
    case "pin":
      await setMark(tx, id, { column: "pinned_at", at });
      return listPinned(tx, comment);
    case "lock":
      // With all below it: so whoever answers has to look at one comment only.
      return setLocked(tx, await subtreeOf(tx, id, mostLocked), { at, since: comment.lockedAt });
  }
}

/** Writes down which comments stand above a discussion. The one that was pinned first gives way. */
export async function listPinned(tx: Tx, { storyId }: Pick<Comment, "storyId">): Promise<void> {
  const all = await pinnedIn(tx, storyId);
  for (const id of all.slice(mostPinned)) await setMark(tx, id, { column: "pinned_at", at: null });
  await savePinned(tx, storyId, all.slice(0, mostPinned));
}
