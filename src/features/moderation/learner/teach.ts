import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { countedOf, featuresOfCounted } from "./core/features.ts";
import { bytesOfCounted } from "./core/lesson-bytes.ts";
import { allKnown, knownOf } from "./known-of.ts";
import { catchUp, type Learner } from "./learner.ts";
import {
  insertLesson,
  lessonOf,
  lessonOfDecision,
  noLabel,
  reviveLessons,
  voidLesson,
} from "./lesson.store.ts";
import { dropStatesFrom, type LearnerState, lockState, saveState } from "./state.store.ts";
import {
  commentsToJudge,
  formerTexts,
  type JudgedComment,
  lastDecisionBefore,
  untaughtDecisions,
} from "./taught.store.ts";
import { labelOf } from "./teaching.ts";

/** In one transaction: others write between two. */
const decisionsAtOnce = 25;
/** A transaction that began longer ago has ended. In milliseconds. */
const settles = 5 * 60_000;

type Decision = Awaited<ReturnType<typeof untaughtDecisions>>[number];

/**
 * Teaches a site's learner what the staff has decided since the last time. Each decision becomes a lesson with a number,
 * in the database and once, whichever process comes first; then every process learns the lessons in that order.
 */
export async function teach(ctx: Context, siteId: SiteId): Promise<void> {
  for (;;) {
    const learner = await catchUp(ctx, siteId);
    const done = await ctx.db.transact((tx) => teachSome(tx, ctx, learner));
    if (done === "all") break;
  }
  await catchUp(ctx, siteId);
}

/** "stale": another process was faster; "some": there is more. */
async function teachSome(tx: Tx, ctx: Context, learner: Learner): Promise<"all" | "some" | "stale"> {
  const { siteId } = learner;
  const before = await lockState(tx, siteId);
  if (before.number !== learner.number || before.generation !== learner.generation) return "stale";
  const decisions = await untaughtDecisions(tx, { siteId, settled: before.settled }, decisionsAtOnce);
  if (decisions.length === 0) return "all";
  const comments = await commentsToJudge(tx, [...new Set(decisions.map(({ commentId }) => commentId))]);
  const state = { ...before };
  for (const decision of decisions) {
    state.number++;
    await teachOne(tx, { learner, state, decision, comment: comments.get(decision.commentId) ?? null });
  }
  const isAll = decisions.length < decisionsAtOnce;
  if (isAll) state.settled = await lastDecisionBefore(tx, siteId, ctx.now() - settles);
  if (state.settled < before.settled) state.settled = before.settled;
  // Void lessons may have counted the generation up.
  await saveState(tx, siteId, { ...state, generation: (await lockState(tx, siteId)).generation });
  return isAll ? "all" : "some";
}

interface Teaching {
  learner: Learner;
  state: LearnerState;
  decision: Decision;
  comment: JudgedComment | null;
}

async function teachOne(tx: Tx, { learner, state, decision, comment }: Teaching): Promise<void> {
  const row = {
    site_id: learner.siteId,
    number: state.number,
    decision_id: decision.id,
    comment_id: decision.commentId,
    at: decision.at,
  };
  const nothing = { ...row, label: noLabel, features: Buffer.alloc(0), score: 0 };
  if (decision.undoes > 0) {
    await takeBack(tx, learner.siteId, decision);
    return insertLesson(tx, nothing);
  }
  const label = labelOf(decision);
  const text = comment && label !== null ? await textAt(tx, comment, decision.at) : "";
  if (!comment || label === null || text.trim() === "") return insertLesson(tx, nothing);
  const earlier = await lessonOf(tx, comment.id);
  // The same once more teaches nothing; what says otherwise takes the place of what was said.
  if (earlier?.label === label) return insertLesson(tx, nothing);
  if (earlier) {
    await voidLesson(tx, earlier.id, decision.id);
    await dropStatesFrom(tx, learner.siteId, earlier.number);
  }
  const counted = countedOf(text, allKnown(text, knownOf(comment)));
  const score = learner.model.score(featuresOfCounted(counted));
  await insertLesson(tx, { ...row, label, features: Buffer.from(bytesOfCounted(counted)), score });
}

/** What was learnt from a decision that was taken back is unlearnt; what that one had replaced counts again. */
async function takeBack(tx: Tx, siteId: SiteId, { id, undoes }: Decision): Promise<void> {
  const undone = await lessonOfDecision(tx, undoes);
  if (undone) await voidLesson(tx, undone.id, id);
  const revived = await reviveLessons(tx, siteId, undoes);
  const from = Math.min(undone?.number ?? Number.POSITIVE_INFINITY, revived ?? Number.POSITIVE_INFINITY);
  if (Number.isFinite(from)) await dropStatesFrom(tx, siteId, from);
}

/** What the comment said when it was decided about. */
async function textAt(tx: Tx, { id, text, editedAt }: JudgedComment, at: number): Promise<string> {
  if (editedAt === null || editedAt <= at) return text;
  const former = await formerTexts(tx, id);
  return former.findLast((each) => each.at <= at)?.text ?? text;
}
