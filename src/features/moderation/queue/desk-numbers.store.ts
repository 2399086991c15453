import { sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { Queue } from "./queue.ts";

/** How many of something there were in one hour: `hour` counts from 1970. */
export interface OfHour {
  name: string;
  hour: number;
  n: number;
}

const anHour = sql.lit(3_600_000);

/** Decisions by what they made of a comment, in each hour since `since`. */
export async function decisionsByHour(db: Db, siteId: SiteId, since: number): Promise<OfHour[]> {
  return db
    .selectFrom("decision")
    .select([
      "action as name",
      sql<number>`at / ${anHour}`.as("hour"),
      sql<number>`count(distinct comment_id)`.as("n"),
    ])
    .where("site_id", "=", siteId)
    .where("at", ">=", since)
    .where("action", "in", ["hold", "appeal"])
    .groupBy(["name", "hour"])
    .execute();
}

/** The staff's verdicts in each hour since `since`: "publish", "refuse" of what waited, "remove" of what was published. */
export async function verdictsByHour(db: Db, siteId: SiteId, since: number): Promise<OfHour[]> {
  const name = sql<string>`case when action = 'publish' then 'publish'
    when before = 'published' then 'remove' else 'refuse' end`;
  return db
    .selectFrom("decision")
    .select((eb) => [
      name.as("name"),
      sql<number>`at / ${anHour}`.as("hour"),
      eb.fn.countAll<number>().as("n"),
    ])
    .where("site_id", "=", siteId)
    .where("at", ">=", since)
    .where("action", "in", ["publish", "refuse", "spam"])
    .where("actor", "like", "staff%")
    .groupBy(["name", "hour"])
    .execute();
}

/** What came into a queue in each hour since `since` and still waits there. */
export async function waitingByHour(db: Db, siteId: SiteId, queue: Queue, since: number): Promise<OfHour[]> {
  return db
    .selectFrom("queue_item")
    .select((eb) => [
      "queue as name",
      sql<number>`since / ${anHour}`.as("hour"),
      eb.fn.countAll<number>().as("n"),
    ])
    .where("site_id", "=", siteId)
    .where("queue", "=", queue)
    .where("is_head", "=", 1)
    .where("since", ">=", since)
    .groupBy(["name", "hour"])
    .execute();
}

const waitsLookedAt = 2000;

/** How long those waited that staff answered since `since`, with when that was: the last two thousand of them. */
export async function waitsSince(
  db: Db,
  siteId: SiteId,
  since: number,
): Promise<{ at: number; waited: number }[]> {
  return db
    .selectFrom("decision")
    .innerJoin("comment", "comment.id", "decision.comment_id")
    .select(["decision.at", sql<number>`decision.at - comment.created_at`.as("waited")])
    .where("decision.site_id", "=", siteId)
    .where("decision.at", ">=", since)
    .where("decision.before", "=", "pending")
    .where("decision.action", "in", ["publish", "refuse", "spam"])
    .where("decision.actor", "like", "staff%")
    .orderBy("decision.at", "desc")
    .limit(waitsLookedAt)
    .execute();
}

/** Who of the staff decided something since `since`. */
export async function decidersSince(db: Db, siteId: SiteId, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom("decision")
    .select("actor")
    .distinct()
    .where("site_id", "=", siteId)
    .where("at", ">=", since)
    .where("actor", "like", "staff:%")
    .execute();
  return rows.map(({ actor }) => actor.slice("staff:".length));
}

/** Since when the one waits that has waited longest; null: nobody does. */
export async function oldestWaiting(db: Db, siteId: SiteId, queue: Queue): Promise<number | null> {
  const row = await db
    .selectFrom("queue_item")
    .select("since")
    .where("site_id", "=", siteId)
    .where("queue", "=", queue)
    .where("is_head", "=", 1)
    .orderBy("since")
    .limit(1)
    .executeTakeFirst();
  return row?.since ?? null;
}
