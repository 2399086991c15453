import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";
import type { CommentId, DecisionId, SiteId } from "../../platform/lib/ids.ts";
import { type Judged, recordJudgement, statusOf } from "../moderation/judge-comment.ts";
import { settleAppeals } from "../moderation/appeals/settle-appeals.ts";
import { answerReports, type Answered } from "../moderation/law/answer-reports.ts";
import { dequeue, enqueue } from "../moderation/queue/queue.ts";
import { type Action, type Decision, recordDecision } from "../moderation/record-decision.ts";
import { noteVerdict } from "../moderation/repeats/repeats.ts";
import { countForStanding } from "../moderation/standing.ts";
import { cardsById } from "../stories/reading.ts";
import type { DiscussionMode, Preset } from "../stories/story.ts";
import type { Comment, Status } from "./comment.ts";
import { readComment } from "./comment-write.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { changeStatus } from "./thread-counts.ts";

/** A comment with its discussion taken for this transaction. */
export interface Taken {
  comment: Comment;
  mode: DiscussionMode;
  preset: Preset | "";
}

/** Takes a comment's discussion for this transaction and reads it. Null: the site has no such comment. */
export async function takeComment(tx: Tx, siteId: SiteId, id: CommentId): Promise<Taken | null> {
  const found = await readComment(tx, id);
  if (!found || found.siteId !== siteId) return null;
  const discussion = await lockDiscussion(tx, found.storyId);
  const comment = await readComment(tx, id);
  return discussion && comment ? { comment, mode: discussion.mode, preset: discussion.preset } : null;
}

/** A status for a comment, and what is to be written down of it. */
export interface StatusDecision
  extends Pick<Decision, "actor" | "reason">,
    Partial<Pick<Decision, "action" | "code" | "version" | "details" | "undoes">> {
  status: Status;
  /** The house rule that was broken, from 1. */
  rule: number | null;
  /** Since when nobody reads it, where that isn't from now on: a decision is taken back. */
  removedAt?: number | null;
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
    const taken = await takeComment(tx, siteId, id);
    if (!taken || taken.comment.status === "withdrawn") return false;
    await decide(tx, ctx, taken, decision);
    return true;
  });
}

/** The same with a comment that this transaction has taken. Gives the decision's id. */
export async function decide(
  tx: Tx,
  ctx: Deciding,
  { comment }: Pick<Taken, "comment">,
  { status, rule, removedAt, ...decision }: StatusDecision,
): Promise<DecisionId> {
  const at = ctx.now();
  await giveStatus(tx, comment, { status, rule, ...(removedAt === undefined ? {} : { removedAt }) }, at);
  const isByStaff = decision.actor.startsWith("staff");
  // Who says something twice hasn't said anything wrong.
  if (isByStaff && decision.action !== "merge") await noteVerdict(tx, comment.id, status);
  // What is only taken back leaves reports and appeals as they were.
  const isUndo = decision.undoes !== undefined && decision.action !== "grantAppeal";
  const answers =
    isByStaff && !isUndo ? await answerReaders(tx, ctx, comment, { status, by: decision.actor }) : null;
  return recordDecision(tx, {
    ...decision,
    ...(answers && answers.count > 0 ? { details: { ...detailsIn(decision), answers } } : {}),
    siteId: comment.siteId,
    commentId: comment.id,
    action: decision.action ?? actionOf(status),
    before: comment.status,
    after: status,
    at,
  });
}

/** What a decision takes, beside its transaction. */
export type Deciding = Pick<Context, "now" | "keys" | "config" | "sites">;

function detailsIn({ details }: Pick<Decision, "details">): object {
  return typeof details === "object" && details !== null ? details : {};
}

/**
 * Whoever reported the comment, or appealed against what was decided before, has an answer by this. Gives what it
 * answered to reports; null: nothing.
 */
async function answerReaders(
  tx: Tx,
  ctx: Deciding,
  comment: Comment,
  { status, by }: { status: Status; by: string },
): Promise<Answered | null> {
  const isRefused = status === "rejected" || status === "spam";
  if (!isRefused && status !== "published") return null;
  const answered = await answerReports(tx, comment, { upheld: isRefused, at: ctx.now() });
  if (isRefused) return answered;
  await dequeue(tx, "reported", comment.id);
  if (comment.status !== "published") await settleAppeals(tx, ctx, comment.id, by);
  return answered;
}

/**
 * What the rules say of a changed text: what others could see waits or goes where they object to it. Gives its status
 * then.
 */
export async function applyJudgement(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { comment }: Taken,
  { judgement, rules }: Judged,
): Promise<Status> {
  const status = statusOf(judgement);
  const isBetter = status === "published" || (status === "pending" && comment.status !== "published");
  if (isBetter) return comment.status;
  const at = ctx.now();
  if (status !== comment.status) await giveStatus(tx, comment, { status, rule: null }, at);
  const { siteId, id: commentId, status: before } = comment;
  await recordJudgement(tx, judgement, { siteId, commentId, rules, before, at });
  return status;
}

async function giveStatus(
  tx: Tx,
  comment: Comment,
  { status, rule, removedAt }: Pick<StatusDecision, "status" | "rule" | "removedAt">,
  at: number,
): Promise<void> {
  const { siteId, storyId, id: commentId, status: before } = comment;
  const isRemoved = status !== "published" && status !== "pending";
  await changeStatus(tx, comment, { status, rule, removedAt: isRemoved ? (removedAt ?? at) : null });
  await countForStanding(tx, comment.authorId, { before, after: status });
  if (status === "pending") await letWait(tx, comment, at);
  else await dequeue(tx, "held", commentId);
  if (status !== "published") await dequeue(tx, "reported", commentId);
  await appendEvent(tx, { type: "comment.status", siteId, at, storyId, commentId, before, after: status });
}

async function letWait(tx: Tx, comment: Comment, since: number): Promise<void> {
  const { siteId, storyId, id: commentId } = comment;
  const story = (await cardsById(tx, [storyId])).get(storyId);
  if (!story) return;
  const { sectionId } = story;
  const language = comment.language ?? story.language;
  await enqueue(tx, { queue: "held", siteId, commentId, storyId, sectionId, language, since });
}

function actionOf(status: Status): Action {
  switch (status) {
    case "published":
      return "publish";
    case "pending":
      return "hold";
    case "rejected":
      return "refuse";
    case "spam":
      return "spam";
    case "withdrawn":
      return "withdraw";
    default:
      return assertNever(status);
  }
}
