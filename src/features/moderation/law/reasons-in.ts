import type { Locale } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { reasonTold } from "../acts/refusal-reasons.ts";
import { whyTold } from "../appeals/why-told.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { whysOfDecision } from "../rules/why.ts";
import type { StatementRow } from "./statement.store.ts";

type Stated = Pick<StatementRow, "actor" | "code" | "reason" | "details" | "clause" | "ground" | "measure">;

/** What whoever decides writes is for the desk, but in a warning, and of words that are covered. */
const isTold = (measure: string) => measure === "warn" || measure === "redact";

/** Sentences that say why something was restricted, in one language. */
export function reasonsIn(
  locale: Locale,
  { actor, code, reason, details, clause, ground, measure }: Stated,
  rules: Pick<RuleSettings, "reasons" | "tellsWords">,
): string[] {
  const listed = actor.startsWith("rule:") || code === "" ? null : reasonTold(rules, code, locale);
  const law = ground === "illegal" ? "statement.law" : "statement.rule";
  return [
    ...whysOfDecision({ actor, code, details }).map((why) => whyTold(locale, why, rules.tellsWords)),
    ...(listed ? [listed.text] : []),
    ...(clause === "" ? [] : [locale.message(law, { text: isolate(clause) })]),
    ...(reason !== "" && isTold(measure) ? [isolate(reason)] : []),
  ];
}
