import { sql } from "kysely";
import type { Db } from "../../../../platform/db/database.ts";
import type { SiteId } from "../../../../platform/lib/ids.ts";
import { halfHour } from "../overview.store.ts";
import type { Span } from "../period.ts";

/** When the first decision of a site was taken: since then there is something to tell. Null: none was. */
export async function firstDecisionAt(db: Db, siteId: SiteId): Promise<number | null> {
  const row = await db
    .selectFrom("decision")
    .select("at")
    .where("site_id", "=", siteId)
    .orderBy("at")
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** What was restricted, by all that the reports tell of it. */
export function countStatements(db: Db, siteId: SiteId, { from, before }: Span) {
  const who = sql<string>`case when substr(decision.actor, 1, 5) = 'rule:' then decision.actor else 'staff' end`;
  return db
    .selectFrom("statement")
    .innerJoin("decision", "decision.id", "statement.decision_id")
    .select((eb) => [
      "statement.measure",
      "statement.ground",
      "statement.category",
      "statement.source",
      "statement.detected",
      "statement.automated",
      who.as("who"),
      "decision.code",
      eb.fn.countAll<number>().as("n"),
    ])
    .where("statement.site_id", "=", siteId)
    .where("statement.at", ">=", from)
    .where("statement.at", "<", before)
    .groupBy([
      "statement.measure",
      "statement.ground",
      "statement.category",
      "statement.source",
      "statement.detected",
      "statement.automated",
      "who",
      "decision.code",
    ])
    .execute();
}

/** The same over time, by half hours, and by whether a machine decided. */
export function statementsBySlot(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("statement")
    .select((eb) => [
      sql<number>`at / ${sql.lit(halfHour)}`.as("slot"),
      "automated",
      eb.fn.countAll<number>().as("n"),
    ])
    .where("site_id", "=", siteId)
    .where("at", ">=", from)
    .where("at", "<", before)
    .groupBy(["slot", "automated"])
    .execute();
}

// There are few of the following: appeals and notices are written by hand, and limited.

export function appealsIn(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("appeal")
    .leftJoin("statement", "statement.id", "appeal.statement_id")
    .select(["appeal.at", "appeal.answered_at", "appeal.outcome", "appeal.notice_id", "statement.measure"])
    .where("appeal.site_id", "=", siteId)
    .where("appeal.at", ">=", from)
    .where("appeal.at", "<", before)
    .execute();
}

export function noticesIn(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("legal_notice")
    .select(["category", "at", "answered_at", "outcome"])
    .where("site_id", "=", siteId)
    .where("at", ">=", from)
    .where("at", "<", before)
    .execute();
}
