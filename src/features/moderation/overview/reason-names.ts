import type { Locale } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { reasonTold } from "../acts/refusal-reasons.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { phaseLabel } from "../rules/why.ts";

/** What a reason is called that a rule or the desk had for a decision: `who` is "rule:NAME" or "staff". */
export function reasonName(
  locale: Locale,
  rules: Pick<RuleSettings, "reasons">,
  { who, code, action }: { who: string; code: string; action: string },
): string {
  if (who.startsWith("rule:")) return phaseLabel(locale, who.slice("rule:".length));
  if (code !== "") return reasonTold(rules, code, locale)?.name ?? isolate(code);
  return locale.message(action === "spam" ? "overview.reasons.spam" : "overview.reasons.other");
}

/** Reasons under their names, the most frequent first; several codes of one rule are one. */
export function byName(
  locale: Locale,
  rules: Pick<RuleSettings, "reasons">,
  reasons: readonly { who: string; code: string; action: string; n: number }[],
): { name: string; value: number }[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const name = reasonName(locale, rules, reason);
    counts.set(name, (counts.get(name) ?? 0) + reason.n);
  }
  return [...counts]
    .map(([name, value]) => ({ name, value }))
    .toSorted((one, other) => other.value - one.value || (one.name < other.name ? -1 : 1));
}
