import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { Span } from "./period.ts";

// Numbers of a span of time, counted by the database along its indexes. Time comes in half hours since 1970: the least
// that clocks of all time zones but a few have in common, and whole numbers divide alike on every engine.

export const halfHour = 1_800_000;

const halfHourOf = (column: string) => sql<number>`${sql.ref(column)} / ${sql.lit(halfHour)}`;
const isByStaff = (column: string) => sql<SqlBool>`substr(${sql.ref(column)}, 1, 5) = 'staff'`;

export interface Counted {
  slot: number;
  n: number;
}

/** Each comment that was written, whatever became of it. */
export function commentsBySlot(db: Db, siteId: SiteId, { from, before }: Span): Promise<Counted[]> {
  return (
    db
      .selectFrom("comment")
      .select((eb) => [halfHourOf("created_at").as("slot"), eb.fn.countAll<number>().as("n")])
      .where("site_id", "=", siteId)
      // All of them: named, so that the index by time within a status serves.
      .where("status", "in", ["published", "pending", "rejected", "spam", "withdrawn"])
      .where("created_at", ">=", from)
      .where("created_at", "<", before)
      .groupBy("slot")
      .execute()
  );
}

function decisions(db: Db, siteId: SiteId, { from, before }: Span) {
  return db
    .selectFrom("decision")
    .where("decision.site_id", "=", siteId)
    .where("decision.at", ">=", from)
    .where("decision.at", "<", before);
}

/** Comments that began to wait, and those that ceased to. Several rules can hold one comment at once. */
export async function queueFlow(db: Db, siteId: SiteId, span: Span) {
  const began = decisions(db, siteId, span)
    .select((eb) => [halfHourOf("at").as("slot"), eb.fn.count<number>("comment_id").distinct().as("n")])
    .where("after", "=", "pending")
    .where("before", "<>", "pending")
    .groupBy("slot")
    .execute();
  const ceased = decisions(db, siteId, span)
    .select((eb) => [halfHourOf("at").as("slot"), eb.fn.countAll<number>().as("n")])
    .where("before", "=", "pending")
    .where("after", "not in", ["pending", ""])
    .groupBy("slot")
    .execute();
  return { began: await began, ceased: await ceased };
}

/** What staff did, and how much of it was to refuse something. */
export async function workBySlot(
  db: Db,
  siteId: SiteId,
  span: Span,
): Promise<(Counted & { refused: number })[]> {
  const refusals = sql<number>`sum(case when action in ('refuse', 'spam') then 1 else 0 end)`;
  const rows = await decisions(db, siteId, span)
    .select((eb) => [halfHourOf("at").as("slot"), eb.fn.countAll<number>().as("n"), refusals.as("refused")])
    .where(isByStaff("actor"))
    .groupBy("slot")
    .execute();
  return rows.map((row) => ({ ...row, refused: Number(row.refused) }));
}

/** Times are told to within about 2%: each lies in a bin whose end is 4% above its beginning. */
const growth = 1.04;

/** The middle of a bin, in milliseconds. See C. Masson, J. E. Rim, H. K. Lee: DDSketch, PVLDB 12, 2019. */
export const middleOfBin = (bin: number) => growth ** (bin + 0.5) * 1000 - 1000;

const binOf = (span: RawBuilder<number>) =>
  sql<number>`floor(ln(${span} / 1000.0 + 1.0) / ${sql.lit(Math.log(growth))})`;

export interface Waited extends Counted {
  bin: number;
}

/**
 * How long comments had waited when staff decided about them: since the last decision by which they began to wait.
 */
export async function waitsBySlot(db: Db, siteId: SiteId, span: Span): Promise<Waited[]> {
  const waited = decisions(db, siteId, span)
    .where(isByStaff("actor"))
    .where("before", "=", "pending")
    .where("after", "not in", ["pending", ""])
    .select((eb) => [
      "at",
      eb
        .selectFrom("decision as held")
        .whereRef("held.comment_id", "=", "decision.comment_id")
        .whereRef("held.id", "<", "decision.id")
        .where("held.after", "=", "pending")
        .select((held) => held.fn.max("held.at").as("since"))
        .as("since"),
    ]);
  const rows = await db
    .selectFrom(waited.as("waited"))
    .select((eb) => [
      halfHourOf("at").as("slot"),
      binOf(sql<number>`(at - since)`).as("bin"),
      eb.fn.countAll<number>().as("n"),
    ])
    .where("since", "is not", null)
    .whereRef("since", "<=", "at")
    .groupBy(["slot", "bin"])
    .execute();
  return rows.map((row) => ({ ...row, bin: Number(row.bin) }));
}

/** Why comments were held or refused, by rule ("rule:NAME") or by staff ("staff"), with the reason's code. */
export function reasons(db: Db, siteId: SiteId, span: Span) {
  const who = sql<string>`case when substr(actor, 1, 5) = 'staff' then 'staff' else actor end`;
  return decisions(db, siteId, span)
    .select((eb) => [who.as("who"), "code", "action", eb.fn.countAll<number>().as("n")])
    .where("action", "in", ["hold", "refuse", "spam"])
    .groupBy(["who", "code", "action"])
    .execute();
}

/** Rules that threw, how often and between when. */
export async function failures(db: Db, siteId: SiteId, span: Span) {
  const rows = await decisions(db, siteId, span)
    .select((eb) => [
      "actor",
      eb.fn.countAll<number>().as("n"),
      eb.fn.min("at").as("first"),
      eb.fn.max("at").as("last"),
    ])
    .where("code", "=", "failed")
    .groupBy("actor")
    .orderBy("actor")
    .execute();
  return rows.filter(({ actor }) => actor.startsWith("rule:"));
}

/** What waits in each queue, as many as are listed, and since when the first of them does. */
export function queuesNow(db: Db, siteId: SiteId, now: number) {
  const within = (span: number) => sql<number>`sum(case when since > ${now - span} then 1 else 0 end)`;
  return db
    .selectFrom("queue_item")
    .select((eb) => [
      "queue",
      eb.fn.countAll<number>().as("n"),
      eb.fn.min("since").as("since"),
      within(600_000).as("tenMinutes"),
      within(3_600_000).as("hour"),
      within(24 * 3_600_000).as("day"),
    ])
    .where("site_id", "=", siteId)
    .groupBy("queue")
    .execute();
}

/** Which staff decided lately, and who holds claims. */
export async function activeStaff(db: Db, siteId: SiteId, { since, now }: { since: number; now: number }) {
  const decided = decisions(db, siteId, { from: since, before: now + 1 })
    .select((eb) => ["actor", eb.fn.countAll<number>().as("n"), eb.fn.max("at").as("last")])
    .where(isByStaff("actor"))
    .groupBy("actor")
    .execute();
  const claiming = db
    .selectFrom("queue_item")
    .select((eb) => ["claimed_by", eb.fn.countAll<number>().as("n")])
    .where("site_id", "=", siteId)
    .where("claimed_until", ">", now)
    .where("claimed_by", "is not", null)
    .groupBy("claimed_by")
    .execute();
  return { decided: await decided, claiming: await claiming };
}

/** What staff made of comments that a rule had held. */
export function outcomesOfRule(db: Db, siteId: SiteId, rule: string, span: Span) {
  return decisions(db, siteId, span)
    .innerJoin("decision as held", "held.comment_id", "decision.comment_id")
    .select((eb) => [
      halfHourOf("decision.at").as("slot"),
      "decision.after as after",
      eb.fn.count<number>("decision.comment_id").distinct().as("n"),
    ])
    .where(isByStaff("decision.actor"))
    .where("decision.before", "=", "pending")
    .where("decision.after", "in", ["published", "rejected", "spam"])
    .whereRef("held.id", "<", "decision.id")
    .where("held.action", "=", "hold")
    .where("held.actor", "=", `rule:${rule}`)
    .groupBy(["slot", "decision.after"])
    .execute();
}
