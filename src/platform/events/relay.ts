import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import type { EventId } from "../lib/ids.ts";
import type { Event } from "./events.ts";
import { eventMark, readNews } from "./log.ts";

/** Hears of every event after its start, once, in the order in which they can be seen. It has to be quick. */
export type Subscriber = (events: readonly Event[]) => void | Promise<void>;

export interface Relay {
  /** Reads the log on; resolves when every event that could be seen at the call has been delivered. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

const pollEvery = 500;

/** Tails the event log for this process: at once when `deliver` is called, and by polling for other processes' events. */
export async function startRelay(
  database: Database,
  subscribers: readonly Subscriber[],
  log: Logger,
): Promise<Relay> {
  const before = await readNews(database, await eventMark(database));
  let mark = before.mark;
  /** Told already (or there before), and still in the news: a transaction that began before them may yet commit. */
  let told = new Set<EventId>(before.events.map((event) => event.id));
  let running: Promise<void> = Promise.resolve();
  /** A reading that hasn't begun yet: whoever comes meanwhile is told by it too. */
  let next: Promise<void> | null = null;

  async function drain(): Promise<void> {
    const news = await readNews(database, mark);
    const events = news.events.filter((event) => !told.has(event.id));
    if (events.length > 0) for (const subscriber of subscribers) await subscriber(events);
    mark = news.mark;
    told = new Set(news.events.map((event) => event.id));
  }

  const deliver = (): Promise<void> => {
    const begin = () => {
      next = null;
      return drain();
    };
    next ??= running = running.then(begin, begin);
    return next;
  };
  const timer = setInterval(() => {
    deliver().catch((error: unknown) => log.error({ err: error }, "the event log could not be read"));
  }, pollEvery);
  timer.unref();

  return {
    deliver,
    stop: async () => {
      clearInterval(timer);
      await running.catch(() => {});
    },
  };
}
