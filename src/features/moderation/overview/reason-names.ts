import { isMessageId, type Locale } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { phaseLabel } from "../rules/why.ts";

/** What a reason is called that a rule or the desk had for a decision: `who` is "rule:NAME" or "staff". */
export function reasonName(
  locale: Locale,
  { who, code, action }: { who: string; code: string; action: string },
): string {
  if (who.startsWith("rule:")) return phaseLabel(locale, who.slice("rule:".length));
  const id = `refusal.${code}`;
  if (isMessageId(id)) return locale.message(id);
  if (code !== "") return isolate(code);
  return locale.message(action === "spam" ? "overview.reasons.spam" : "overview.reasons.other");
}

/** Reasons under their names, the most frequent first; several codes of one rule are one. */
export function byName(
  locale: Locale,
  reasons: readonly { who: string; code: string; action: string; n: number }[],
): { name: string; value: number }[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const name = reasonName(locale, reason);
    counts.set(name, (counts.get(name) ?? 0) + reason.n);
  }
  return [...counts]
    .map(([name, value]) => ({ name, value }))
    .toSorted((one, other) => other.value - one.value || (one.name < other.name ? -1 : 1));
}
