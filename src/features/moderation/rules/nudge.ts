import { phases } from "../phases/phases.ts";
import type { Judgement } from "../phases/judge.ts";
import type { Phase } from "../phases/phase.ts";
import type { Span } from "../phases/verdict.ts";
import type { RuleSettings } from "./rule-settings.ts";
import { type Why, whysOf } from "./why.ts";

/** What a writer is told before their comment is sent: why it will wait. */
export interface Nudge {
  why: Why;
  /** Where in the text; empty where that is better not told. */
  spans: readonly Span[];
}

/**
 * What to tell the writer of a comment that will wait; empty: nothing, so it is sent. Only where another text would not have
 * to wait: who can't do anything about it isn't stopped. What is refused is sent and answered, not taught.
 */
export function nudgeFor(
  { nudge, nudgeShowsAll }: RuleSettings,
  { outcome, objections }: Judgement,
  list: readonly Phase[] = phases,
): Nudge[] {
  if (!nudge || outcome !== "held") return [];
  const told = objections.map((objection) => ({
    objection,
    tells: list.find(({ name }) => name === objection.phase)?.tells,
  }));
  if (told.some(({ tells, objection }) => !tells || objection.findings.some(({ code }) => code === "failed")))
    return [];
  return told.flatMap(({ objection, tells }) => {
    const whys = whysOf(objection);
    return objection.findings.flatMap(({ spans }, n) => {
      const why = whys[n];
      if (!why) return [];
      if (tells === "openly" || nudgeShowsAll) return [{ why, spans }];
      // What the reason's words are filled with may be the word itself.
      return n === 0 ? [{ why: { ...why, code: "secret", values: {} }, spans: [] }] : [];
    });
  });
}
