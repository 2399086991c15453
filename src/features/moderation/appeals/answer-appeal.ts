import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { decide, takeComment } from "../../discussion/decide-on-comment.ts";
import type { Site } from "../../sites/site.ts";
import { removeItem } from "../law/queue-item.store.ts";
import { findStatement, type StatementRow } from "../law/statement.store.ts";
import { recordDecision } from "../record-decision.ts";
import { type AppealRow, answerOnce, findAppeal } from "./appeal.store.ts";
import { standingAt } from "./deciders.ts";
import { liftMeasure } from "./lift-measure.ts";
import { tellAppellant } from "./tell-appellant.ts";

export interface AppealAnswer {
  site: Site;
  id: number;
  by: MemberId;
  isGranted: boolean;
  /** To whoever appealed. */
  words: string;
}

/** "first": who took the decision leaves the answer to somebody else. "late": somebody has answered it. */
export type AnswerOutcome = "done" | "gone" | "late" | "first";

/** Answers an appeal: lifts what it was against, or upholds it. */
export async function answerAppeal(ctx: Context, answer: AppealAnswer): Promise<AnswerOutcome> {
  const { site, id, by } = answer;
  return ctx.db.transact(async (tx) => {
    const appeal = await findAppeal(tx, site.id, id);
    if (!appeal) return "gone";
    const statement = await findStatement(tx, site.id, appeal.statement_id);
    const standing = await standingAt(tx, site.id, appeal, by);
    if (standing === "first") return "first";
    const outcome = answer.isGranted ? "granted" : "upheld";
    const at = ctx.now();
    if (!(await answerOnce(tx, id, { at, outcome, answer: answer.words, by: `staff:${by}` }))) return "late";
    await removeItem(tx, { queue: "appeal", commentId: appeal.comment_id, reference: id });
    if (!statement) await answerComplaint(tx, ctx, answer, appeal);
    else if (answer.isGranted) await grant(tx, ctx, answer, statement);
    else await uphold(tx, ctx, answer, statement);
    await tellAppellant(tx, ctx, site, appeal, { isGranted: answer.isGranted, words: answer.words });
    return "done";
  });
}

function decisionOf({ site, by, words, id }: AppealAnswer, statement: StatementRow) {
  return {
    siteId: site.id,
    actor: `staff:${by}`,
    reason: words,
    details: { appeal: id, statement: statement.id },
  } as const;
}

async function grant(tx: Tx, ctx: Context, answer: AppealAnswer, statement: StatementRow): Promise<void> {
  const { comment_id, decision_id, measure } = statement;
  const { siteId, ...decision } = decisionOf(answer, statement);
  const isOfStatus = measure === "remove" || measure === "spam";
  const taken = isOfStatus ? await takeComment(tx, siteId, comment_id) : null;
  const isHidden = taken?.comment.status === "rejected" || taken?.comment.status === "spam";
  if (taken && isHidden) {
    const action = "grantAppeal";
    await decide(tx, ctx, taken, {
      ...decision,
      status: "published",
      rule: null,
      action,
      undoes: decision_id,
    });
    return;
  }
  const { site, by } = answer;
  await liftMeasure(tx, ctx, { site, by, statement });
  const at = ctx.now();
  await recordDecision(tx, {
    ...decision,
    siteId,
    ...aboutWhat(statement),
    action: "grantAppeal",
    before: measure,
    after: "",
    undoes: decision_id,
    at,
  });
  await tellPage(tx, siteId, comment_id, at);
}

/** What a decision about an appeal is about: the comment, or its writer, as what it answers. */
function aboutWhat({ comment_id, person_id, measure }: StatementRow) {
  const isOnPerson = measure === "suspend" || measure === "ban" || measure === "warn" || comment_id === 0;
  return {
    commentId: comment_id === 0 ? null : comment_id,
    about: isOnPerson ? `person:${person_id}` : "",
  };
}

/** The page of the comment's writer shows the answer. */
async function tellPage(tx: Tx, siteId: Site["id"], id: StatementRow["comment_id"], at: number) {
  const taken = id === 0 ? null : await takeComment(tx, siteId, id);
  if (!taken) return;
  const { storyId, id: commentId } = taken.comment;
  await appendEvent(tx, { type: "comment.marked", siteId, at, storyId, commentId });
}

async function uphold(tx: Tx, ctx: Context, answer: AppealAnswer, statement: StatementRow): Promise<void> {
  const { comment_id, measure } = statement;
  const decision = decisionOf(answer, statement);
  const at = ctx.now();
  await recordDecision(tx, {
    ...decision,
    ...aboutWhat(statement),
    action: "upholdRefusal",
    before: measure,
    after: measure,
    at,
  });
  await tellPage(tx, decision.siteId, comment_id, at);
}

/** Whoever gave notice and complained of its answer was right, then the comment goes after all; or was not. */
async function answerComplaint(tx: Tx, ctx: Context, answer: AppealAnswer, appeal: AppealRow): Promise<void> {
  const { site, by, words, isGranted } = answer;
  const actor = `staff:${by}`;
  const details = { appeal: appeal.id, notice: appeal.notice_id, ground: "illegal" };
  const taken = appeal.comment_id === 0 ? null : await takeComment(tx, site.id, appeal.comment_id);
  const status = taken?.comment.status ?? "";
  const isRemoved = isGranted && (status === "published" || status === "pending");
  if (taken && isRemoved)
    await decide(tx, ctx, taken, {
      status: "rejected",
      rule: null,
      actor,
      code: "illegal",
      reason: "",
      details,
    });
  await recordDecision(tx, {
    siteId: site.id,
    commentId: taken ? appeal.comment_id : null,
    about: `notice:${appeal.notice_id}`,
    actor,
    action: "answerNotice",
    code: isGranted ? "granted" : "upheld",
    reason: words,
    details,
    before: status,
    after: isRemoved ? "rejected" : status,
    at: ctx.now(),
  });
}
