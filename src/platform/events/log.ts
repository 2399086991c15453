import type { Database, Db, Tx } from "../db/database.ts";
import type { Dialect } from "../db/dialect.ts";
import { prepared, type Values } from "../db/prepared.ts";
import type { EventTable } from "./event.table.ts";
import type { Event, NewEvent } from "./events.ts";

const addEvent = prepared((tx: Tx, value: Values<Omit<EventTable, "id" | "tx">>) =>
  tx.insertInto("event").values(value.all()),
);

/** Writes an event in the transaction of the change that it tells of. */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { siteId, at, type, ...payload } = event;
  await addEvent(tx, { site_id: siteId, at, type, payload: JSON.stringify(payload) });
}

export interface News {
  /** In the order of their ids; some may have been in the news before. */
  events: Event[];
  /** Where to read on. */
  mark: number;
}

const eventsSince = byDialect((dialect) =>
  prepared((db: Db, value: Values<{ mark: number }>) =>
    db
      .selectFrom("event")
      .selectAll()
      .where(dialect.isEventSince(value("mark")))
      .orderBy("id"),
  ),
);

/** The events since `mark`, with what running transactions have not let be seen yet left for later. */
export async function readNews(database: Database, mark: number): Promise<News> {
  // The mark is read first: what commits in between is read now and once more, and nothing is stepped over.
  const next = await eventMark(database);
  const rows = await eventsSince(database)(database.read, { mark });
  const events = rows.map(
    (row) =>
      ({ ...JSON.parse(row.payload), id: row.id, siteId: row.site_id, at: row.at, type: row.type }) as Event,
  );
  return { events, mark: next };
}

const markNow = byDialect((dialect) => prepared((db: Db) => db.selectNoFrom(dialect.eventMark().as("mark"))));

/** A query whose words are the dialect's. */
function byDialect<Query>(make: (dialect: Dialect) => Query): (database: Database) => Query {
  const made = new WeakMap<Dialect, Query>();
  return ({ dialect }) => {
    const query = made.get(dialect) ?? make(dialect);
    made.set(dialect, query);
    return query;
  };
}

/** Where the log ends now: a subscriber that starts here hears all that comes later. */
export async function eventMark(database: Database): Promise<number> {
  const [row] = await markNow(database)(database.read, {});
  return row?.mark ?? 0;
}
