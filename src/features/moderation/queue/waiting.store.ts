import { type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, MemberId, SectionId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import type { TimeKey } from "../../discussion/reading.ts";
import type { Queue } from "./queue.ts";

/** What of what waits on a site is looked at. */
export interface Scope {
  siteId: SiteId;
  /** "clusters": what waits with more of its kind. */
  queue: Queue | "clusters";
  sectionId: SectionId | null;
  storyId: StoryId | null;
  language: string | null;
}

/** Something that waits, as the lists have it. */
export interface Item {
  id: number;
  queue: Queue;
  commentId: CommentId;
  reference: number;
  since: number;
  clusterId: number | null;
  claimedBy: MemberId | null;
  claimedUntil: number | null;
  claimedName: string | null;
}

function heads(db: Db, { siteId, queue, sectionId, storyId, language }: Scope) {
  let query = db
    .selectFrom("queue_item")
    .where("queue_item.site_id", "=", siteId)
    // Named literally, so that the partial index of heads matches.
    .where("queue_item.is_head", "=", sql.lit(1));
  if (queue === "clusters")
    query = query.where("queue_item.cluster_id", "is not", null).where(
      sql<SqlBool>`exists (select 1 from queue_item as more
          where more.cluster_id = queue_item.cluster_id and more.is_head = 0)`,
    );
  else query = query.where("queue_item.queue", "=", queue);
  if (sectionId !== null) query = query.where("queue_item.section_id", "=", sectionId);
  if (storyId !== null) query = query.where("queue_item.story_id", "=", storyId);
  if (language !== null) query = query.where("queue_item.language", "=", language);
  return query;
}

const columns = [
  "queue_item.id",
  "queue_item.queue",
  "queue_item.comment_id as commentId",
  "queue_item.reference",
  "queue_item.since",
  "queue_item.cluster_id as clusterId",
  "queue_item.claimed_by as claimedBy",
  "queue_item.claimed_until as claimedUntil",
  "member.name as claimedName",
] as const;

const itemsOf = (db: Db, scope: Scope) =>
  heads(db, scope).leftJoin("member", "member.id", "queue_item.claimed_by").select(columns);

type Row = Awaited<ReturnType<ReturnType<typeof itemsOf>["executeTakeFirstOrThrow"]>>;
const itemOfRow = (row: Row): Item => ({ ...row, queue: row.queue as Queue });

const place = sql`(queue_item.since, queue_item.id)`;
const keyOf = ({ at, id }: TimeKey) => sql`(${at}, ${id})`;

/** What waits from a place on, itself included, in the order in which it came. */
export async function itemsFrom(db: Db, scope: Scope, from: TimeKey, limit: number): Promise<Item[]> {
  const rows = await itemsOf(db, scope)
    .where(sql<SqlBool>`${place} >= ${keyOf(from)}`)
    .orderBy("queue_item.since")
    .orderBy("queue_item.id")
    .limit(limit)
    .execute();
  return rows.map(itemOfRow);
}

/** What waits before a place, the nearest first. */
export async function itemsBefore(db: Db, scope: Scope, before: TimeKey, limit: number): Promise<Item[]> {
  const rows = await itemsOf(db, scope)
    .where(sql<SqlBool>`${place} < ${keyOf(before)}`)
    .orderBy("queue_item.since", "desc")
    .orderBy("queue_item.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(itemOfRow);
}

/** The first after a place that nobody else is looking at. */
export async function firstFree(
  db: Db,
  scope: Scope,
  { after, memberId, now }: { after: TimeKey; memberId: MemberId; now: number },
): Promise<Item | null> {
  const row = await itemsOf(db, scope)
    .where(sql<SqlBool>`${place} > ${keyOf(after)}`)
    .where((eb) =>
      eb.or([
        eb("queue_item.claimed_until", "is", null),
        eb("queue_item.claimed_until", "<=", now),
        eb("queue_item.claimed_by", "=", memberId),
      ]),
    )
    .orderBy("queue_item.since")
    .orderBy("queue_item.id")
    .limit(1)
    .executeTakeFirst();
  return row ? itemOfRow(row) : null;
}

/** All that a comment waits for, in whichever queue. */
export async function itemsOfComment(db: Db, siteId: SiteId, commentId: CommentId): Promise<Item[]> {
  const rows = await db
    .selectFrom("queue_item")
    .leftJoin("member", "member.id", "queue_item.claimed_by")
    .select(columns)
    .where("queue_item.comment_id", "=", commentId)
    .where("queue_item.site_id", "=", siteId)
    .orderBy("queue_item.id")
    .execute();
  return rows.map(itemOfRow);
}

/** How many wait, or wait before a place; counted up to `limit`. */
export async function countItems(
  db: Db,
  scope: Scope,
  { before, limit }: { before?: TimeKey; limit: number },
): Promise<number> {
  const some = heads(db, scope).select("queue_item.id").limit(limit);
  const counted = before ? some.where(sql<SqlBool>`${place} < ${keyOf(before)}`) : some;
  const row = await db
    .selectFrom(counted.as("counted"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** The languages in which something waits, the sections of it being known: each found by one step through the index. */
export async function languagesWaiting(db: Db, siteId: SiteId, queue: Queue): Promise<string[]> {
  const { rows } = await sql<{ language: string | null }>`
    with recursive found(language) as (
      select min(language) from queue_item where site_id = ${siteId} and queue = ${queue} and is_head = 1
      union all
      select (select min(language) from queue_item
        where site_id = ${siteId} and queue = ${queue} and is_head = 1 and language > found.language)
      from found where found.language is not null
    )
    select language from found where language is not null limit 50
  `.execute(db);
  return rows.flatMap(({ language }) => language ?? []);
}
