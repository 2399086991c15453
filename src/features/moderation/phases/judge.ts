import type { Logger } from "pino";
import type { Facts } from "./facts.ts";
import type { Moment, Phase, TurnedAway } from "./phase.ts";
import { phases } from "./phases.ts";
import { type Finding, finding } from "./verdict.ts";

/** What one phase had against a comment. */
export interface Objection {
  phase: Phase["name"];
  version: number;
  say: "hold" | "refuse";
  findings: readonly Finding[];
}

/** What becomes of a comment: `refused` before `held`, as soon as one phase says so. */
export interface Judgement {
  outcome: "published" | "held" | "refused";
  /** In the order of the phases. */
  objections: readonly Objection[];
}

/** Code of what a phase that failed is told by. */
export const failed = "failed";

/**
 * Asks every phase that the site has switched on, but for those that are asked within the transaction. One that throws
 * holds the comment, and the others go on.
 */
export async function judge(
  facts: Facts,
  log: Pick<Logger, "error">,
  list: readonly Phase[] = phases,
): Promise<Judgement> {
  return judgementOf(
    await askAll(
      list.filter(({ isWithin }) => !isWithin),
      facts,
      log,
    ),
  );
}

/** The same judgement with what the phases say that are asked within the transaction. */
export async function judgeWithin(
  before: Judgement,
  facts: Facts,
  log: Pick<Logger, "error">,
  list: readonly Phase[] = phases,
): Promise<Judgement> {
  const within = await askAll(
    list.filter(({ isWithin }) => isWithin),
    facts,
    log,
  );
  return within.length === 0 ? before : judgementOf([...within, ...before.objections]);
}

/** What keeps a new comment from being sent at all at this moment. A rule that fails keeps nobody. Null: nothing. */
export async function turnAway(
  facts: Facts,
  moment: Moment,
  log: Pick<Logger, "error">,
  list: readonly Phase[] = phases,
): Promise<TurnedAway | null> {
  for (const phase of list) {
    if (!phase.turnAway || !facts.rules.phases[phase.name].on) continue;
    try {
      const away = await phase.turnAway(facts, moment);
      if (away) return away;
    } catch (error) {
      tellFailure(log, phase, error);
    }
  }
  return null;
}

async function askAll(
  list: readonly Phase[],
  facts: Facts,
  log: Pick<Logger, "error">,
): Promise<Objection[]> {
  const objections: Objection[] = [];
  for (const phase of list) {
    if (!facts.rules.phases[phase.name].on) continue;
    const objection = await ask(phase, facts, log);
    if (objection) objections.push(objection);
  }
  return objections;
}

async function ask(phase: Phase, facts: Facts, log: Pick<Logger, "error">): Promise<Objection | null> {
  const { name, version } = phase;
  try {
    const verdict = await phase.check(facts);
    return verdict.say === "pass" ? null : { phase: name, version, ...verdict };
  } catch (error) {
    tellFailure(log, phase, error);
    return { phase: name, version, say: "hold", findings: [finding(failed)] };
  }
}

/** Without the error's message, which may have the comment's words in it: its kind, and where it was thrown. */
function tellFailure(log: Pick<Logger, "error">, { name, version }: Phase, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const [, ...lines] = (error instanceof Error ? error.stack : undefined)?.split("\n    at ") ?? [];
  log.error({ phase: name, version, error: kind, at: lines.slice(0, 6) }, "a rule failed");
}

function judgementOf(objections: readonly Objection[]): Judgement {
  if (objections.some(({ say }) => say === "refuse")) return { outcome: "refused", objections };
  return { outcome: objections.length > 0 ? "held" : "published", objections };
}
