import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { type RuleCount, ruleCounts } from "./rule-set.store.ts";

export const oneWeek = 7 * 24 * 3_600_000;

/** What a rule did in a week. */
export interface RuleNumbers {
  held: number;
  refused: number;
  /** Of these, the desk has decided so many, and refused so many itself. */
  decided: number;
  confirmed: number;
}

export const noNumbers: RuleNumbers = { held: 0, refused: 0, decided: 0, confirmed: 0 };

/** By the names of the rules. Counted once a minute at most: after a flood there is much to count. */
export function ruleNumbers(ctx: Context, siteId: SiteId): Promise<ReadonlyMap<string, RuleNumbers>> {
  return ctx.kept.get(`rule numbers ${siteId}`, [], async () =>
    gather(await ruleCounts(ctx.db.read, siteId, ctx.now() - oneWeek)),
  );
}

function gather(counts: readonly RuleCount[]): Map<string, RuleNumbers> {
  const found = new Map<string, RuleNumbers>();
  for (const { actor, action, verdict, n } of counts) {
    const name = actor.slice("rule:".length);
    const { held, refused, decided, confirmed } = found.get(name) ?? noNumbers;
    found.set(name, {
      held: held + (action === "hold" ? n : 0),
      refused: refused + (action === "refuse" ? n : 0),
      decided: decided + (verdict === null ? 0 : n),
      confirmed: confirmed + (verdict === "refuse" || verdict === "spam" ? n : 0),
    });
  }
  return found;
}
