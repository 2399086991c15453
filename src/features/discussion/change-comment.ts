import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { type Judged, judgeComment, judgeNow, keepSaidAnew } from "../moderation/judge-comment.ts";
import { turnedAway } from "../moderation/sanctions/turned-away.ts";
import { type Self, writersOf } from "../people/writers.ts";
import type { Site } from "../sites/site.ts";
import type { OpenSite } from "../sites/sites.ts";
import { findStoryById } from "../stories/reading.ts";
import { type Complaint, checkText } from "./check-comment.ts";
import { bestScore, type Comment } from "./comment.ts";
import { findComment } from "./comment.store.ts";
import { type CommentBody, changeVotes, updateBody, updateRecommends } from "./comment-write.store.ts";
import { applyJudgement, decide, type Taken, takeComment } from "./decide-on-comment.ts";
import { keepFormerText } from "./history.ts";
import { submissionOfComment } from "./submission.ts";
import { move } from "./thread-counts.ts";
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

/** The same for its words. Words of which the desk covered some stay as they are: the rest may only be withdrawn. */
export function isEditable(comment: Comment, site: Site, now: number): boolean {
  return isChangeable(comment, site, now) && comment.coveredFor === null;
}

export type ChangeOutcome =
  | { outcome: "done" }
  | { outcome: "forbidden" }
  | { outcome: "refused"; complaints: Complaint[] };

export interface OwnChange extends Self {
  site: OpenSite;
  id: CommentId;
}

async function takeOwn(tx: Tx, change: OwnChange, now: number): Promise<Taken | null> {
  const taken = await takeComment(tx, change.site.id, change.id);
  if (!taken || !isChangeable(taken.comment, change.site, now)) return null;
  const own = await writersOf(tx, change.site.id, change);
  return own.includes(taken.comment.authorId) ? taken : null;
}

/** Gives one's own comment another text, within the time for it. The rules are asked about it as about a new one. */
export async function editComment(
  ctx: Context,
  change: OwnChange & { text: string },
): Promise<ChangeOutcome> {
  const { site } = change;
  const { body, complaints } = checkText(change.text, site.settings);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  const judged = await judgeChange(ctx, change, body);
  if (!judged) return { outcome: "forbidden" };
  const away = await turnedAway(ctx, judged);
  if (away) return { outcome: "refused", complaints: [{ field: "form", ...away }] };
  return ctx.db.transact(async (tx) => {
    const now = ctx.now();
    const taken = await takeOwn(tx, change, now);
    if (!taken) return { outcome: "forbidden" };
    const { comment, mode, preset } = taken;
    if (!isEditable(comment, change.site, now)) return { outcome: "forbidden" };
    if (body.text === comment.text) return { outcome: "done" };
    await keepFormerText(tx, comment, now);
    await updateBody(tx, comment.id, body, now);
    const { siteId, storyId, id: commentId } = comment;
    await appendEvent(tx, { type: "comment.edited", siteId, at: now, storyId, commentId });
    const judgement = await judgeNow(ctx, judged, { mode, preset });
    const status = await applyJudgement(tx, ctx, taken, { ...judged, judgement });
    await keepSaidAnew(tx, judged, { id: commentId, siteId, at: now, isWaiting: status === "pending" });
    return { outcome: "done" };
  });
}

async function judgeChange(ctx: Context, change: OwnChange, body: CommentBody): Promise<Judged | null> {
  const comment = await findComment(ctx.db.read, change.site.id, change.id);
  const story = comment && (await findStoryById(ctx.db.read, comment.storyId));
  if (!comment || !story) return null;
  const { mode, preset } = story.discussion;
  const below = { site: change.site, story, mode, preset };
  return judgeComment(ctx, await submissionOfComment(ctx, comment, below, body));
}

/** Takes one's own comment back, within the time for it. */
export async function withdrawComment(ctx: Context, change: OwnChange): Promise<ChangeOutcome> {
  return ctx.db.transact(async (tx) => {
    const taken = await takeOwn(tx, change, ctx.now());
    if (!taken) return { outcome: "forbidden" };
    await decide(tx, ctx, taken, { status: "withdrawn", rule: null, actor: "author", reason: "" });
    return { outcome: "done" };
  });
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
    const comment = (await takeComment(tx, vote.siteId, vote.id))?.comment;
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
