import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { SettingChange } from "../../../platform/events/events.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import type { PhaseName } from "../phases/phase.ts";
import { recordDecision } from "../record-decision.ts";
import { changesBetween } from "./rule-changes.ts";
import { type RuleSetRow, insertRuleSet, lockRuleSets, ruleSetOf } from "./rule-set.store.ts";
import { type RuleReason, type RuleSettings, ruleSettings } from "./rule-settings.ts";
import { readRules } from "./rules-of.ts";
import { type RuleComplaint, type TypedRules, withTyped } from "./typed-rules.ts";

/** Somebody wishes the rules of a site to be others. */
export interface RulesWish {
  siteId: SiteId;
  by: MemberId;
  /** The number of the rules that they saw. */
  seen: number;
}

export type SaveOutcome =
  | { outcome: "saved"; number: number }
  /** Nothing was different. */
  | { outcome: "same" }
  | { outcome: "refused"; complaints: RuleComplaint[] }
  /** Somebody else has changed them meanwhile: who, when, and what. */
  | { outcome: "stale"; by: string; at: number; changes: SettingChange[] };

/** Changes what was typed, and leaves the rest as it is. */
export function saveRules(ctx: Context, wish: RulesWish & { typed: TypedRules }): Promise<SaveOutcome> {
  return change(ctx, wish, (now) => withTyped(now, wish.typed));
}

/** Changes what a phase's own page sets of it. */
export function savePhase<Name extends PhaseName>(
  ctx: Context,
  wish: RulesWish & { phase: Name; part: Partial<RuleSettings["phases"][Name]> },
): Promise<SaveOutcome> {
  return change(ctx, wish, (now) => {
    const settings = structuredClone(now);
    Object.assign(settings.phases[wish.phase], wish.part);
    return { settings: ruleSettings.parse(settings), complaints: [] };
  });
}

/** Changes the list of reasons, as `make` does it to the list as it is. */
export function saveReasons(
  ctx: Context,
  wish: RulesWish & { make(now: readonly RuleReason[]): RuleReason[] | RuleComplaint },
): Promise<SaveOutcome> {
  return change(ctx, wish, (now) => {
    const made = wish.make(now.reasons);
    return Array.isArray(made)
      ? { settings: ruleSettings.parse({ ...now, reasons: made }), complaints: [] }
      : { settings: null, complaints: [made] };
  });
}

/** Goes back to a former version. Refused: there is no such one. */
export function restoreRules(ctx: Context, wish: RulesWish & { number: number }): Promise<SaveOutcome> {
  return change(ctx, wish, async (_, tx) => {
    const former = wish.number === 0 ? null : await ruleSetOf(tx, wish.siteId, wish.number);
    if (wish.number !== 0 && !former)
      return { settings: null, complaints: [{ field: "form", message: "rule.error.version" }] };
    return { settings: readRules(former), complaints: [] };
  });
}

type Changed = { settings: RuleSettings | null; complaints: RuleComplaint[] };

function change(
  ctx: Context,
  { siteId, by, seen }: RulesWish,
  make: (now: RuleSettings, tx: Tx) => Changed | Promise<Changed>,
): Promise<SaveOutcome> {
  return ctx.db.transact(async (tx) => {
    const last = await lockRuleSets(tx, siteId);
    const now = readRules(last);
    if (last && last.id !== seen) return staleBy(tx, siteId, { last, now, seen });
    const { settings, complaints } = await make(now, tx);
    if (complaints.length > 0 || !settings) return { outcome: "refused", complaints };
    const changes = changesBetween(now, settings);
    if (changes.length === 0) return { outcome: "same" };
    const at = ctx.now();
    const number = await insertRuleSet(tx, { siteId, settings: JSON.stringify(settings), by, at });
    await appendEvent(tx, { type: "rules.changed", siteId, at, by, changes });
    await recordDecision(tx, {
      siteId,
      commentId: null,
      about: "rules",
      actor: `staff:${by}`,
      action: "changeRules",
      version: String(number),
      reason: "",
      details: { changes },
      before: String(last?.id ?? 0),
      after: String(number),
      at,
    });
    return { outcome: "saved", number };
  });
}

async function staleBy(
  tx: Tx,
  siteId: SiteId,
  { last, now, seen }: { last: RuleSetRow; now: RuleSettings; seen: number },
): Promise<SaveOutcome> {
  const before = readRules(await ruleSetOf(tx, siteId, seen));
  return { outcome: "stale", by: last.by, at: last.at, changes: changesBetween(before, now) };
}
