import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import type { Event } from "./events.ts";
import { lastEventId, readEvents } from "./log.ts";

/** Hears of every event after its start, in order. It has to be quick, and to bear hearing one twice. */
export type Subscriber = (event: Event) => void | Promise<void>;

export interface Relay {
  /** Reads the log on; resolves when every event that was settled at the call has been delivered. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

const pollEvery = 500;
const batch = 500;

/** Tails the event log for this process: at once when `deliver` is called, and by polling for other processes' events. */
export async function startRelay(
  database: Database,
  subscribers: readonly Subscriber[],
  log: Logger,
): Promise<Relay> {
  let cursor = await lastEventId(database);
  let running: Promise<void> = Promise.resolve();

  async function drain(): Promise<void> {
    for (;;) {
      const events = await readEvents(database, cursor, batch);
      for (const event of events) {
        for (const subscriber of subscribers) await subscriber(event);
        cursor = event.id;
      }
      if (events.length < batch) return;
    }
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
