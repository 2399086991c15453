import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";

/** The rules of a site as somebody saved them. */
export interface RuleSetRow {
  id: number;
  /** JSON. */
  settings: string;
  /** A member, or "cli". */
  by: string;
  at: number;
}

const rows = (db: Db, siteId: SiteId) =>
  db
    .selectFrom("rule_set")
    .select(["id", "settings", "by", "at"])
    .where("site_id", "=", siteId)
    .orderBy("id", "desc");

/** As they were last saved; null: never. */
export async function lastRuleSet(db: Db, siteId: SiteId): Promise<RuleSetRow | null> {
  return (await rows(db, siteId).limit(1).executeTakeFirst()) ?? null;
}

export async function ruleSetOf(db: Db, siteId: SiteId, id: number): Promise<RuleSetRow | null> {
  return (await rows(db, siteId).where("id", "=", id).executeTakeFirst()) ?? null;
}

/** As they were saved, the newest first, from `before` on; null: from the newest. */
export function ruleSetsBefore(db: Db, siteId: SiteId, before: number | null, limit: number) {
  const all = rows(db, siteId);
  return (before === null ? all : all.where("id", "<", before)).limit(limit).execute();
}

/** Takes the rules of a site for this transaction, so that one change comes after the other, and gives the last. */
export async function lockRuleSets(tx: Tx, siteId: SiteId): Promise<RuleSetRow | null> {
  await tx.selectFrom("site").select("id").where("id", "=", siteId).modifyEnd(forUpdate(tx)).execute();
  return lastRuleSet(tx, siteId);
}

export async function insertRuleSet(
  tx: Tx,
  { siteId, ...set }: Omit<RuleSetRow, "id"> & { siteId: SiteId },
): Promise<number> {
  const { id } = await tx
    .insertInto("rule_set")
    .values({ site_id: siteId, ...set })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** How often a rule held or refused, and what the desk made of that. */
export interface RuleCount {
  /** "rule:NAME". */
  actor: string;
  action: string;
  /** "publish", "refuse" or "spam", as the desk last decided; null: it has not yet. */
  verdict: string | null;
  n: number;
}

/** Since a time, each comment once for each rule. */
export async function ruleCounts(db: Db, siteId: SiteId, since: number): Promise<RuleCount[]> {
  const verdict = sql<string | null>`(select later.action from decision as later
    where later.comment_id = decision.comment_id and later.id > decision.id
      and later.actor like 'staff%' and later.action in ('publish', 'refuse', 'spam')
    order by later.id desc limit 1)`;
  const each = db
    .selectFrom("decision")
    .select(["actor", "action", "comment_id", verdict.as("verdict")])
    .distinct()
    .where("site_id", "=", siteId)
    .where("at", ">=", since)
    .where("actor", "like", "rule:%");
  const counted = await db
    .selectFrom(each.as("each"))
    .select((eb) => ["actor", "action", "verdict", eb.fn.countAll<number>().as("n")])
    .groupBy(["actor", "action", "verdict"])
    .execute();
  return counted.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
}
