import type { Context } from "../../../context.ts";
import type { SettingChange } from "../../../platform/events/events.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { changesBetween } from "./rule-changes.ts";
import { ruleSetsBefore } from "./rule-set.store.ts";
import { readRules } from "./rules-of.ts";

const perPage = 20;

export interface FormerVersion {
  number: number;
  /** A member, or "cli". */
  by: string;
  at: number;
  changes: readonly SettingChange[];
}

/** The states that the rules of a site have had, the newest first, each with what it changed. */
export async function formerVersions(
  ctx: Pick<Context, "db">,
  siteId: SiteId,
  before: number | null,
): Promise<{ versions: FormerVersion[]; next: number | null }> {
  const rows = await ruleSetsBefore(ctx.db.read, siteId, before, perPage + 1);
  const versions = rows.slice(0, perPage).map(({ id, by, at, settings }, n) => {
    const changes = changesBetween(readRules(rows[n + 1] ?? null), readRules({ settings }));
    return { number: id, by, at, changes };
  });
  return { versions, next: rows.length > perPage ? (versions.at(-1)?.number ?? null) : null };
}
