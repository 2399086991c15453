import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { factsOf } from "./facts-of.ts";
import type { Facts, Submission } from "./phases/facts.ts";
import type { Moment, TurnedAway } from "./phases/phase.ts";
import { type Judgement, judge, judgeWithin, turnAway } from "./phases/judge.ts";
import { forgetTexts, keepRepeats } from "./repeats/repeats.ts";
import { recordDecision } from "./record-decision.ts";
import { rulesOf } from "./rules/rules-of.ts";

/** What was judged outside the transaction, and what it takes to judge the rest inside. */
export interface Judged {
  facts: Facts;
  judgement: Judgement;
  /** The number of the rules that held. */
  rules: number;
}

/** Asks the rules of the site about a comment, before the transaction that writes it: some of them take time. */
export async function judgeComment(ctx: Context, submission: Submission): Promise<Judged> {
  const rules = await rulesOf(ctx, submission.site.id);
  const facts = factsOf(ctx, submission, rules);
  return { facts, judgement: await judge(facts, ctx.log), rules: rules.number };
}

/** The judgement, with what the rules say of the discussion as the transaction finds it. */
export function judgeNow(
  ctx: Context,
  { facts, judgement }: Judged,
  now: Pick<Submission, "mode"> & Partial<Pick<Submission, "preset">>,
): Promise<Judgement> {
  return judgeWithin(judgement, { ...facts, ...now }, ctx.log);
}

/** What keeps a new comment from being sent at all at this moment; null: nothing. */
export function turnAwayNow(ctx: Context, { facts }: Judged, moment: Moment): Promise<TurnedAway | null> {
  return turnAway(facts, moment, ctx.log);
}

/** Keeps what a new comment says, for what is said after it. */
export async function keepSaid(
  tx: Tx,
  { facts }: Judged,
  comment: { id: CommentId; siteId: SiteId; at: number; isWaiting: boolean },
): Promise<void> {
  if (facts.rules.phases.repeats.on) await keepRepeats(tx, await facts.repeats(), comment);
}

/** The same of a comment that says something else now. */
export async function keepSaidAnew(
  tx: Tx,
  judged: Judged,
  comment: { id: CommentId; siteId: SiteId; at: number; isWaiting: boolean },
): Promise<void> {
  await forgetTexts(tx, [comment.id]);
  await keepSaid(tx, judged, comment);
}

/** The status that a judgement gives. */
export function statusOf({ outcome }: Judgement): "published" | "pending" | "rejected" {
  if (outcome === "published") return "published";
  return outcome === "held" ? "pending" : "rejected";
}

/** Writes down what the rules had against a comment: a decision for each. `before` is empty for a new one. */
export async function recordJudgement(
  tx: Tx,
  { objections }: Judgement,
  about: { siteId: SiteId; commentId: CommentId; rules: number; before: string; at: number },
): Promise<void> {
  const { siteId, commentId, rules, before, at } = about;
  for (const { phase, version, say, findings } of objections)
    await recordDecision(tx, {
      siteId,
      commentId,
      actor: `rule:${phase}`,
      action: say,
      code: findings[0]?.code ?? "",
      version: `${version}.${rules}`,
      reason: "",
      details: { findings },
      before,
      after: say === "refuse" ? "rejected" : "pending",
      at,
    });
}
