import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";
import { judge } from "../moderation/phases/phases.ts";
import { recordDecision } from "../moderation/record-decision.ts";
import { type Self, writersOf } from "../people/writers.ts";
import type { Site } from "../sites/site.ts";
import type { DiscussionMode } from "../stories/story.ts";
import { type Complaint, checkText } from "./check-comment.ts";
import { bestScore, type Comment, type Status } from "./comment.ts";
import { changeVotes, readComment, updateBody, updateRecommends } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { keepFormerText } from "./history.ts";
import { changeStatus, move } from "./thread-counts.ts";
import { votersOf } from "./voters.ts";

/** Minutes in which somebody may change or withdraw what they wrote: members have longer. */
export function minutesToChange(kind: Comment["authorKind"], { settings }: Site): number {
  return kind === "guest" ? settings.editMinutes : settings.memberEditMinutes;
}

/** Until when the writer may change or withdraw a comment. */
export function changeableUntil(comment: Pick<Comment, "createdAt" | "authorKind">, site: Site): number {
  return comment.createdAt + minutesToChange(comment.authorKind, site) * 60_000;
}

/** Whether its writer may change this comment now. */
export function isChangeable(comment: Comment, site: Site, now: number): boolean {
  return (
    (comment.status === "published" || comment.status === "pending") && now < changeableUntil(comment, site)
  );
}

interface Taken {
  comment: Comment;
  mode: DiscussionMode;
}

/** A comment with its discussion taken for this transaction. */
async function take(tx: Tx, siteId: SiteId, id: CommentId): Promise<Taken | null> {
  const found = await readComment(tx, id);
  if (!found || found.siteId !== siteId) return null;
  const discussion = await lockDiscussion(tx, found.storyId);
  const comment = await readComment(tx, id);
  return discussion && comment ? { comment, mode: discussion.mode } : null;
}

export type ChangeOutcome =
  | { outcome: "done" }
  | { outcome: "forbidden" }
  | { outcome: "refused"; complaints: Complaint[] };

export interface OwnChange extends Self {
  site: Site;
  id: CommentId;
}

async function takeOwn(tx: Tx, change: OwnChange, now: number): Promise<Taken | null> {
  const taken = await take(tx, change.site.id, change.id);
  if (!taken || !isChangeable(taken.comment, change.site, now)) return null;
  const own = await writersOf(tx, change.site.id, change);
  return own.includes(taken.comment.authorId) ? taken : null;
}

/** Gives one's own comment another text, within the time for it. */
export async function editComment(
  ctx: Context,
  change: OwnChange & { text: string },
): Promise<ChangeOutcome> {
  const { body, complaints } = checkText(change.text, change.site.settings);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  return ctx.db.transact(async (tx) => {
    const now = ctx.now();
    const taken = await takeOwn(tx, change, now);
    if (!taken) return { outcome: "forbidden" };
    const { comment } = taken;
    if (body.text === comment.text) return { outcome: "done" };
    await keepFormerText(tx, comment, now);
    await updateBody(tx, comment.id, body, now);
    await appendEvent(tx, {
      type: "comment.edited",
      siteId: comment.siteId,
      at: now,
      storyId: comment.storyId,
      commentId: comment.id,
    });
    await judgeAgain(tx, ctx, taken, change.site);
    return { outcome: "done" };
  });
}

/** A comment that was let through with other words waits again, where comments wait. */
async function judgeAgain(tx: Tx, ctx: Context, { comment, mode }: Taken, site: Site): Promise<void> {
  if (comment.status !== "published") return;
  const { settings } = site;
  // Whoever may change it has shown the trouble of a browser before.
  const [hold] = judge({ mode, settings, authorKind: comment.authorKind, solvedChallenge: true });
  if (!hold) return;
  const reason = `changed after it was published: ${hold.reason}`;
  await decide(tx, ctx, comment, { status: "pending", rule: null, actor: `rule:${hold.phase}`, reason });
}

/** Takes one's own comment back, within the time for it. */
export async function withdrawComment(ctx: Context, change: OwnChange): Promise<ChangeOutcome> {
  return ctx.db.transact(async (tx) => {
    const taken = await takeOwn(tx, change, ctx.now());
    if (!taken) return { outcome: "forbidden" };
    await decide(tx, ctx, taken.comment, { status: "withdrawn", rule: null, actor: "author", reason: "" });
    return { outcome: "done" };
  });
}

export interface StatusDecision {
  status: Status;
  /** The house rule that was broken, from 1. */
  rule: number | null;
  /** "staff:NAME", "rule:NAME" or "author". */
  actor: string;
  reason: string;
}

/**
 * Gives a comment a status, as somebody of the staff decides. False when there is no such comment, or its author took
 * it back: nobody publishes that again.
 */
export async function decideOnComment(
  ctx: Context,
  siteId: SiteId,
  id: CommentId,
  decision: StatusDecision,
): Promise<boolean> {
  return ctx.db.transact(async (tx) => {
    const taken = await take(tx, siteId, id);
    if (!taken || taken.comment.status === "withdrawn") return false;
    await decide(tx, ctx, taken.comment, decision);
    return true;
  });
}

async function decide(tx: Tx, ctx: Context, comment: Comment, decision: StatusDecision): Promise<void> {
  const now = ctx.now();
  const { status, rule, actor, reason } = decision;
  const isRemoved = status !== "published" && status !== "pending";
  await changeStatus(tx, comment, { status, rule, removedAt: isRemoved ? now : null });
  await recordDecision(tx, {
    siteId: comment.siteId,
    commentId: comment.id,
    actor,
    action: actionOf(status),
    reason,
    before: comment.status,
    after: status,
    at: now,
  });
  await appendEvent(tx, {
    type: "comment.status",
    siteId: comment.siteId,
    at: now,
    storyId: comment.storyId,
    commentId: comment.id,
    before: comment.status,
    after: status,
  });
}

function actionOf(status: Status): string {
  switch (status) {
    case "published":
      return "publish";
    case "pending":
      return "hold";
    case "rejected":
      return "refuse";
    case "spam":
      return "mark as spam";
    case "withdrawn":
      return "withdraw";
    default:
      return assertNever(status);
  }
}

/**
 * Recommends a comment, or takes that back: once for each member, wherever they are signed in, and once for each device
 * of guests; never one's own. Null when there is no such published comment.
 */
export async function recommendComment(
  ctx: Context,
  vote: {
    siteId: SiteId;
    id: CommentId;
    by: Self;
    on: boolean;
  },
): Promise<Comment | null> {
  return ctx.db.transact(async (tx) => {
    const comment = (await take(tx, vote.siteId, vote.id))?.comment;
    if (comment?.status !== "published") return null;
    const own = await writersOf(tx, vote.siteId, vote.by);
    if (own.includes(comment.authorId)) return comment;
    const now = ctx.now();
    const change = await changeVotes(tx, comment.id, { voters: votersOf(vote.by), on: vote.on, at: now });
    if (change === 0) return comment;
    const count = comment.recommendCount + change;
    const changed = { ...comment, recommendCount: count, bestScore: bestScore(count, comment.reportCount) };
    await updateRecommends(tx, comment.id, count, changed.bestScore);
    await move(tx, comment, changed, "best");
    await appendEvent(tx, {
      type: "comment.recommended",
      siteId: comment.siteId,
      at: now,
      storyId: comment.storyId,
      commentId: comment.id,
      count,
    });
    return changed;
  });
}
