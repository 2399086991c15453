import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, DecisionId, StoryId } from "../../platform/lib/ids.ts";
import { type Decision, recordDecision } from "../moderation/record-decision.ts";
import type { Comment } from "./comment.ts";
import { readComment } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { listPinned } from "./mark-comment.ts";
import { setMark, subtreeOf } from "./marks.store.ts";
import { type Place, savePlace } from "./place.store.ts";
import { placeBelow } from "./post-comment.ts";
import { changeStatus } from "./thread-counts.ts";

export interface Move extends Pick<Decision, "actor" | "reason">, Partial<Pick<Decision, "undoes">> {
  /** Where it goes; the story has to be one of the same site. */
  storyId: StoryId;
  /** The revision of that story now: what was written elsewhere was not written before any of its updates. */
  revision: number;
  /** Below which comment; null: it becomes the top of a thread. */
  parentId: CommentId | null;
}

/** Comments that go along, at most: a longer thread would hold both discussions up. */
const mostMoved = 2000;

/**
 * Takes a comment and all below it to another story, or to another place. Each is taken out of the one discussion and put
 * into the other by what counts and lists comments anyway (changeStatus), so both are right afterwards. Null: it is too
 * much, or can't stand there. Addresses of comments follow, since they name the comment alone.
 */
export async function moveThread(
  tx: Tx,
  ctx: Pick<Context, "now">,
  top: Comment,
  { storyId, revision, parentId, ...decision }: Move,
): Promise<DecisionId | null> {
  // In one order everywhere, so that nobody waits for one another.
  for (const id of [top.storyId, storyId].sort((one, other) => one - other)) await lockDiscussion(tx, id);
  const ids = await subtreeOf(tx, top.id, mostMoved);
  const parent = parentId === null ? null : await readComment(tx, parentId);
  const isWrong = parentId !== null && (parent?.storyId !== storyId || ids.includes(parentId));
  if (ids.length > mostMoved || isWrong) return null;
  const kept = await takeOut(tx, ids);
  await unpin(tx, top);
  const places = new Map<CommentId, Place>();
  for (const comment of kept) {
    const above = comment.id === top.id ? parent : comment.parentId;
    const place = placeOf(above, places, { comment, top, storyId, revision });
    places.set(comment.id, place);
    await savePlace(tx, comment.id, place);
  }
  await putIn(tx, kept);
  return record(tx, top, { storyId, parentId, ...decision }, ctx.now());
}

/** Takes comments out of all that counts and lists them, the deepest first; gives them as they were, the top first. */
async function takeOut(tx: Tx, ids: readonly CommentId[]): Promise<Comment[]> {
  const kept: Comment[] = [];
  for (const id of ids.toReversed()) {
    const comment = await readComment(tx, id);
    if (!comment) continue;
    kept.unshift(comment);
    const { rule, removedAt } = comment;
    if (comment.status === "published")
      await changeStatus(tx, comment, { status: "withdrawn", rule, removedAt });
  }
  return kept;
}

/** Gives them back the status that they had: a tombstone is shown again with the first answer below it. */
async function putIn(tx: Tx, kept: readonly Comment[]): Promise<void> {
  for (const { id, status, rule, removedAt } of kept) {
    const now = status === "published" ? await readComment(tx, id) : null;
    if (now) await changeStatus(tx, now, { status, rule, removedAt });
  }
}

async function unpin(tx: Tx, top: Comment): Promise<void> {
  if (top.pinnedAt === null) return;
  await setMark(tx, top.id, { column: "pinned_at", at: null });
  await listPinned(tx, top);
}

function placeOf(
  above: Comment | CommentId | null,
  places: ReadonlyMap<CommentId, Place>,
  { comment, top, storyId, revision }: { comment: Comment; top: Comment; storyId: StoryId; revision: number },
): Place {
  const isElsewhere = storyId !== top.storyId;
  // One that comes back stands where it was written.
  const isBack = comment.movedFrom === storyId;
  const shared = {
    storyId,
    revision: isElsewhere ? revision : comment.revision,
    movedFrom: comment.id === top.id && isElsewhere && !isBack ? top.storyId : null,
  };
  if (above === null) return { ...shared, ...placeBelow(null) };
  if (typeof above !== "number") return { ...shared, ...placeBelow(above) };
  const owner = places.get(above);
  if (!owner) throw new Error("a comment was moved before what it answers");
  return { ...shared, ...placeBelow({ id: above, ...owner }) };
}

async function record(
  tx: Tx,
  top: Comment,
  { storyId, parentId, ...decision }: Omit<Move, "revision">,
  at: number,
): Promise<DecisionId> {
  const { siteId, id: commentId } = top;
  for (const each of new Set([top.storyId, storyId])) {
    await appendEvent(tx, { type: "comment.marked", siteId, at, storyId: each, commentId });
    await appendEvent(tx, { type: "discussion.changed", siteId, at, storyId: each });
  }
  return recordDecision(tx, {
    ...decision,
    siteId,
    commentId,
    action: "move",
    details: { storyId: top.storyId, parentId: top.parentId, revision: top.revision },
    before: `story:${top.storyId}`,
    after: `story:${storyId}`,
    at,
  });
}
