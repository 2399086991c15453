import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { shows } from "../../../shows.ts";
import { type RuleSettings, ruleSettings } from "./rule-settings.ts";
import { lastRuleSet } from "./rule-set.store.ts";

/** The rules of a site, and their number: 0 for those that nobody has changed. */
export interface Rules {
  number: number;
  settings: RuleSettings;
}

/** By what comments on a site are judged now. */
export function rulesOf(ctx: Pick<Context, "db" | "kept">, siteId: SiteId): Promise<Rules> {
  return ctx.kept.get(`rules ${siteId}`, [shows.rules(siteId)], async () => {
    const saved = await lastRuleSet(ctx.db.read, siteId);
    return { number: saved?.id ?? 0, settings: readRules(saved) };
  });
}

/** Rules as they were saved; null: as they are where nobody has changed them. */
export function readRules(saved: { settings: string } | null): RuleSettings {
  const given: unknown = saved ? JSON.parse(saved.settings) : {};
  return ruleSettings.parse(given);
}
