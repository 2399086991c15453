import type { RuleComplaint } from "./typed-rules.ts";
import type { RuleReason } from "./rule-settings.ts";

/** What somebody wants with the list of reasons. */
export type ReasonWish =
  | { act: "add" | "change"; reason: RuleReason }
  | { act: "up" | "down" | "remove"; code: string };

export const mostReasons = 30;

/** The list as it is then, or what keeps it from being so. */
export function changedReasons(now: readonly RuleReason[], wish: ReasonWish): RuleReason[] | RuleComplaint {
  const code = "reason" in wish ? wish.reason.code : wish.code;
  const place = now.findIndex((reason) => reason.code === code);
  if (wish.act === "add") {
    if (place !== -1) return { field: "code", message: "reasons.error.taken" };
    if (now.length >= mostReasons)
      return { field: "form", message: "reasons.error.many", values: { n: mostReasons } };
    return [...now, wish.reason];
  }
  if (place === -1) return { field: "form", message: "reasons.error.gone" };
  if (wish.act === "change") return now.with(place, wish.reason);
  const rest = now.toSpliced(place, 1);
  if (wish.act === "remove") return rest;
  const to = Math.max(0, wish.act === "up" ? place - 1 : place + 1);
  return rest.toSpliced(to, 0, ...now.slice(place, place + 1));
}
