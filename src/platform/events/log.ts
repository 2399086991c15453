import type { Database, Tx } from "../db/database.ts";
import type { Event, NewEvent } from "./events.ts";

/** Writes an event in the transaction of the change that it tells of. */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { siteId, at, type, ...payload } = event;
  await tx
    .insertInto("event")
    .values({ site_id: siteId, at, type, payload: JSON.stringify(payload) })
    .execute();
}

export interface News {
  /** In the order of their ids; some may have been in the news before. */
  events: Event[];
  /** Where to read on. */
  mark: number;
}

/** The events since `mark`, with what running transactions have not let be seen yet left for later. */
export async function readNews(database: Database, mark: number): Promise<News> {
  // The mark is read first: what commits in between is read now and once more, and nothing is stepped over.
  const next = await eventMark(database);
  const rows = await database.read
    .selectFrom("event")
    .selectAll()
    .where(database.dialect.isEventSince(mark))
    .orderBy("id")
    .execute();
  const events = rows.map(
    (row) =>
      ({ ...JSON.parse(row.payload), id: row.id, siteId: row.site_id, at: row.at, type: row.type }) as Event,
  );
  return { events, mark: next };
}

/** Where the log ends now: a subscriber that starts here hears all that comes later. */
export async function eventMark(database: Database): Promise<number> {
  const { mark } = await database.read
    .selectNoFrom(database.dialect.eventMark().as("mark"))
    .executeTakeFirstOrThrow();
  return mark;
}
