import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import type { EventId } from "../lib/ids.ts";
import type { Event } from "./events.ts";
import { eventMark, readNews } from "./log.ts";

/** Hears of every event after its start, once, in the order in which they can be seen. It has to be quick. */
export type Subscriber = (event: Event) => void | Promise<void>;

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
  let mark = await eventMark(database);
  /** Told already, and still in the news: a transaction that began before them may yet commit. */
  let told = new Set<EventId>();
  let running: Promise<void> = Promise.resolve();

  async function drain(): Promise<void> {
    const news = await readNews(database, mark);
    for (const event of news.events) {
      if (told.has(event.id)) continue;
      for (const subscriber of subscribers) await subscriber(event);
      told.add(event.id);
    }
    mark = news.mark;
    const inTheNews = new Set(news.events.map((event) => event.id));
    told = told.intersection(inTheNews);
  }

  const deliver = (): Promise<void> => {
    running = running.then(drain, drain);
    return running;
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
