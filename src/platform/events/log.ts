import { sql } from "kysely";
import type { Database, Tx } from "../db/database.ts";
import type { EventId } from "../lib/ids.ts";
import type { Event, NewEvent } from "./events.ts";

/** Writes an event in the transaction of the change that it tells of. */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { siteId, at, type, ...payload } = event;
  await tx
    .insertInto("event")
    .values({ site_id: siteId, at, type, payload: JSON.stringify(payload) })
    .execute();
}

/** The events after `cursor`, oldest first: only those that no running transaction can still precede. */
export async function readEvents(database: Database, cursor: EventId, limit: number): Promise<Event[]> {
  const rows = await database.read
    .selectFrom("event")
    .selectAll()
    .where("id", ">", cursor)
    .where(database.dialect.isSettledEvent())
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(
    (row) =>
      ({ ...JSON.parse(row.payload), id: row.id, siteId: row.site_id, at: row.at, type: row.type }) as Event,
  );
}

/** Where the log ends now: a subscriber that starts here hears all that comes later. */
export async function lastEventId(database: Database): Promise<EventId> {
  const row = await database.read
    .selectFrom("event")
    .select(sql<EventId>`coalesce(max(id), 0)`.as("id"))
    .where(database.dialect.isSettledEvent())
    .executeTakeFirstOrThrow();
  return row.id;
}
