import { z } from "zod";
import type { Tx } from "../../../platform/db/database.ts";
import { type DecisionId, type PersonId, readId } from "../../../platform/lib/ids.ts";
import { localeOf } from "../../../platform/html/locale.ts";
import { reasonTold } from "../acts/refusal-reasons.ts";
import type { Decision } from "../record-decision.ts";
import { ruleSettings } from "../rules/rule-settings.ts";
import { lastRuleSet } from "../rules/rule-set.store.ts";
import { categories, categoryOf } from "./categories.ts";
import {
  circumstancesOf,
  type Circumstances,
  endStatementOf,
  endStatements,
  endStatementsOn,
  insertStatement,
  openStatements,
} from "./statement.store.ts";

// The statement of reasons: Regulation (EU) 2022/2065, article 17. Whatever decides writes a decision, so it is made where
// decisions are written: no restriction can go without.

/** What can be done to somebody's words, or to somebody. */
export const measures = ["remove", "spam", "hold", "redact", "fold", "suspend", "ban", "warn"] as const;
export type Measure = (typeof measures)[number];

const restrictions: Partial<Record<Decision["action"], Measure>> = {
  refuse: "remove",
  merge: "remove",
  spam: "spam",
  redact: "redact",
  fold: "fold",
  suspend: "suspend",
  ban: "ban",
  warn: "warn",
};

/** What of a decision's details matters here: which law, by whose choice. */
const detailsShape = z.object({
  ground: z.enum(["terms", "illegal"]).optional().catch(undefined),
  law: z.string().max(2000).optional().catch(undefined),
  category: z.string().optional().catch(undefined),
});

/** States why a comment has been waiting for long: that is a restriction too. `decision` is the one by which it waits. */
export async function stateHold(tx: Tx, decisionId: DecisionId, decision: Decision): Promise<void> {
  await state(tx, decisionId, decision, "hold");
}

/** States why, when a decision restricts somebody; and that it ended, when one lifts that. */
export async function stateReasons(tx: Tx, decisionId: DecisionId, decision: Decision): Promise<void> {
  const measure = restrictions[decision.action];
  const { action, commentId, before, at } = decision;
  const isDecided = before === "pending" && action !== "hold" && decision.after !== "pending";
  // Whatever is decided, it doesn't wait any more.
  if (isDecided && commentId !== null) await endStatements(tx, { commentId, measures: ["hold"], at });
  if (measure) await state(tx, decisionId, decision, measure);
  else await lift(tx, decision);
}

async function state(tx: Tx, decisionId: DecisionId, decision: Decision, measure: Measure): Promise<void> {
  const { siteId, commentId, actor, at, code = "" } = decision;
  const found = commentId === null ? null : await circumstancesOf(tx, { commentId, decisionId });
  const isOnPerson = measure === "suspend" || measure === "ban" || measure === "warn";
  const personId = personOf(decision) ?? found?.authorId;
  if (personId === undefined) return;
  if (commentId !== null && !isOnPerson) {
    const open = await openStatements(tx, { commentId, measure });
    const isByRule = actor.startsWith("rule:");
    // Several rules that refuse in one moment are one restriction: the first of them is its reason.
    if (isByRule && open.some((each) => each.at === at)) return;
    if (open.length > 0) await endStatements(tx, { commentId, measures: [measure], at });
  }
  const details = detailsShape.parse(decision.details ?? {});
  await insertStatement(tx, {
    site_id: siteId,
    decision_id: decisionId,
    comment_id: commentId ?? noComment,
    person_id: personId,
    measure,
    ground: details.ground ?? (await groundOf(tx, decision)),
    clause: details.law ?? (found ? ruleOf(found) : ""),
    category: categories[categoryOf(code, details.category)],
    source: sourceOf(found),
    detected: actor.startsWith("rule:") || (found?.byRules ?? 0) > 0 ? 1 : 0,
    automated: automationOf(actor, found),
    content_at: found?.createdAt ?? null,
    at,
  });
}

const noComment = 0 as Exclude<Decision["commentId"], null>;

function personOf({ about = "" }: Decision): PersonId | null {
  return about.startsWith("person:") ? readId<PersonId>(about.slice("person:".length)) : null;
}

const settingsShape = z.object({ rules: z.array(z.string()).catch([]) });

/** The house rule that it broke, in the words that it has now. */
function ruleOf({ rule, settings }: Circumstances): string {
  if (rule === null || settings === "") return "";
  return settingsShape.parse(JSON.parse(settings)).rules[rule - 1] ?? "";
}

const english = localeOf("en", "UTC");

/** Against the law, or the rules of the house: as the desk's list of reasons says. */
async function groundOf(tx: Tx, { siteId, actor, code = "" }: Decision): Promise<string> {
  if (code === "" || !actor.startsWith("staff")) return "terms";
  const saved = await lastRuleSet(tx, siteId);
  const given: unknown = saved ? JSON.parse(saved.settings) : {};
  return reasonTold(ruleSettings.parse(given), code, english)?.ground ?? "terms";
}

function sourceOf(found: Circumstances | null): string {
  if (found && found.notices > 0) return "notice";
  return found && found.reportCount > 0 ? "report" : "own";
}

function automationOf(actor: string, found: Circumstances | null): string {
  if (actor.startsWith("rule:")) return "fully";
  return (found?.byRules ?? 0) > 0 ? "partly" : "not";
}

async function lift(tx: Tx, decision: Decision): Promise<void> {
  const { action, commentId, undoes, after, at } = decision;
  if (undoes !== undefined) await endStatementOf(tx, undoes, at);
  const personId = action === "endSanction" ? personOf(decision) : null;
  if (personId !== null) await endStatementsOn(tx, personId, at);
  if (commentId === null) return;
  if (action === "publish" || (action === "grantAppeal" && after === "published"))
    await endStatements(tx, { commentId, measures: ["remove", "spam"], at });
  if (action === "unfold") await endStatements(tx, { commentId, measures: ["fold"], at });
}
