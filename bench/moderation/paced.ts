import { setTimeout } from "node:timers/promises";
import type { Connection } from "../connection.ts";

export interface Pace {
  perSecond: number;
  count: number;
}

/** What came of things that were done at a pace. */
export interface Paced {
  /** Milliseconds of each, in the order in which they were done. */
  times: number[];
  /** How many a second it really were. */
  rate: number;
}

/**
 * Does something so many times a second over some connections. How long it took is counted from when it was due, so that
 * one which had to wait for its turn isn't taken for a quick one.
 */
export async function paced(
  connections: readonly Connection[],
  { perSecond, count }: Pace,
  work: (connection: Connection, n: number) => Promise<void>,
): Promise<Paced> {
  const start = performance.now();
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (next < count) {
        const n = next++;
        const due = start + (n * 1000) / perSecond;
        const wait = due - performance.now();
        if (wait > 0) await setTimeout(wait);
        // A timer that is late is this process's fault, not the server's.
        const since = wait > 0 ? performance.now() : due;
        await work(connection, n);
        times.push(performance.now() - since);
      }
    }),
  );
  return { times, rate: (times.length * 1000) / (performance.now() - start) };
}

/** The time that a share of them doesn't exceed. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
