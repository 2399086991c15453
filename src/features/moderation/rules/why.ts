import { z } from "zod";
import { isMessageId, type Locale, type MessageValues } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import type { Objection } from "../phases/judge.ts";

/** A reason as it is kept: which phase said it, its code, and what its words need. */
export interface Why {
  phase: string;
  code: string;
  values: Readonly<MessageValues>;
}

/** A decision as its row has it. */
export interface DecisionByRule {
  /** "rule:NAME"; of anybody else there are no reasons in codes. */
  actor: string;
  code: string;
  /** JSON. */
  details: string;
}

const kept = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    }),
  ),
});

/** What a phase had against a comment, a reason for each thing that it saw. */
export function whysOf({ phase, findings }: Pick<Objection, "phase" | "findings">): Why[] {
  return findings.map(({ code, values }) => ({ phase, code, values }));
}

/** The same of a decision that was written down. */
export function whysOfDecision({ actor, code, details }: DecisionByRule): Why[] {
  if (!actor.startsWith("rule:")) return [];
  const phase = actor.slice("rule:".length);
  const read = kept.safeParse(details === "" ? null : parsed(details));
  const findings = read.success ? read.data.findings : [];
  return findings.length === 0 ? [{ phase, code, values: {} }] : findings.map((each) => ({ phase, ...each }));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * A reason in words: for the desk, and for whoever wrote the comment. A rule that has no words for it, or whose words ask
 * for more than was kept with the decision, is named.
 */
export function whyText(locale: Locale, { phase, code, values }: Why): string {
  const id = code === "failed" ? "why.failed" : `why.${phase}.${code}`;
  const name = phaseLabel(locale, phase);
  if (isMessageId(id)) {
    const isolated = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" ? isolate(value) : value,
    ]);
    const text = locale.tryMessage(id, { rule: name, ...Object.fromEntries(isolated) });
    if (text !== null) return text;
  }
  return locale.message("why.other", { rule: name });
}

/** What a phase is called. One that this version doesn't know goes by its own name. */
export function phaseLabel(locale: Locale, phase: string): string {
  const id = `phase.${phase}`;
  return isMessageId(id) ? locale.message(id) : isolate(phase);
}
