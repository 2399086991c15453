import { setTimeout as later } from "node:timers/promises";
import type { Logger } from "pino";

const timeout = 10_000;
const longestWait = 60_000;
/** More than this are not worth naming. */
const mostTags = 500;

/** Tells a cache in front of the server which of its pages have changed. */
export interface Purge {
  tell(tags: readonly string[]): void;
  stop(): void;
}

export interface PurgeOptions {
  url: string;
  log: Logger;
  fetch?: typeof globalThis.fetch;
  /** Waits between two attempts: milliseconds. */
  wait?: (ms: number, stopped: AbortSignal) => Promise<unknown>;
}

/**
 * Sends `{"tags": […]}` to `url` whenever pages change, all that came together in one request, until it is taken. What
 * was still to be sent when the process ended is made up for by `{"everything": true}` at the next start.
 */
export function startPurge({
  url,
  log,
  fetch = globalThis.fetch,
  wait = waitUnlessStopped,
}: PurgeOptions): Purge {
  const stopping = new AbortController();
  let waiting = new Set<string>();
  let everything = true;
  let isSending = false;

  async function post(body: object): Promise<void> {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(timeout)]),
    });
    if (!answer.ok) throw new Error(`the purge hook answered ${answer.status}`);
  }

  const isWaiting = () => (everything || waiting.size > 0) && !stopping.signal.aborted;

  async function send(): Promise<void> {
    let pause = 1000;
    while (isWaiting()) {
      const all = everything;
      const tags = waiting;
      // What changes while this is under way is told of next.
      everything = false;
      waiting = new Set();
      try {
        await post(all ? { everything: true } : { tags: [...tags] });
        pause = 1000;
      } catch (error) {
        everything ||= all;
        waiting = waiting.union(tags);
        if (!stopping.signal.aborted)
          log.warn({ err: error }, "the cache in front could not be told of changes");
        await wait(pause, stopping.signal);
        pause = Math.min(2 * pause, longestWait);
      }
    }
  }

  function begin(): void {
    if (isSending) return;
    isSending = true;
    void send().finally(() => {
      isSending = false;
      if (isWaiting()) begin();
    });
  }

  begin();
  return {
    tell: (tags) => {
      for (const tag of tags) waiting.add(tag);
      if (waiting.size > mostTags) {
        waiting.clear();
        everything = true;
      }
      if (tags.length > 0) begin();
    },
    stop: () => stopping.abort(),
  };
}

function waitUnlessStopped(ms: number, stopped: AbortSignal): Promise<unknown> {
  return later(ms, null, { signal: stopped }).catch(() => null);
}
