import { setImmediate as nextTurn, setTimeout } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import type { JobOf, Outcome } from "./job.ts";
import { addressOf, password } from "./paper.ts";
import { getRequest, signInRequest } from "./requests.ts";
import { Tally } from "./tally.ts";

/**
 * Reads at a steady rate, and signs members in at another, over connections of their own. How long a read took is
 * counted from when it was due, so that one which had to wait for its turn isn't taken for a quick one.
 */
export async function readAndSignIn(
  connections: readonly Connection[],
  job: JobOf<"readAndSignIn">,
): Promise<Outcome> {
  const { port, path, readsPerSecond, signInsPerSecond, members, seconds } = job;
  const tally = new Tally();
  const half = Math.ceil(connections.length / 2);
  const [readers, signers] = [connections.slice(0, half), connections.slice(half)];
  const request = getRequest(port, path);
  await Promise.all([
    steadily(readers, { perSecond: readsPerSecond, seconds }, async (connection, since, n) => {
      const answer = await connection.ask(request);
      tally.visit(n, performance.now() - since, answer);
    }),
    steadily(
      signers,
      { perSecond: signInsPerSecond, seconds, isScattered: true },
      async (connection, _, n) => {
        tally.signIn(await connection.ask(signInRequest(port, addressOf(n % members), password)));
      },
    ),
  ]);
  return tally.outcome();
}

interface Pace {
  perSecond: number;
  seconds: number;
  /**
   * Each at another moment of its share of the time. Both sorts would else be due at the same full milliseconds, and
   * every sign-in be sent together with a read, which nobody's readers do.
   */
  isScattered?: boolean;
}

type Work = (connection: Connection, since: number, n: number) => Promise<void>;

/** Does something so many times a second, each when it is due or as soon as a connection is free. */
async function steadily(
  connections: readonly Connection[],
  { perSecond, seconds, isScattered = false }: Pace,
  work: Work,
): Promise<void> {
  const start = performance.now();
  const count = perSecond * seconds;
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (next < count) {
        const n = next++;
        const due = start + ((n + (isScattered ? scatter(n) : 0)) * 1000) / perSecond;
        const wait = due - performance.now();
        if (wait > 0) await setTimeout(isScattered ? Math.floor(wait) : wait);
        // Timers know full milliseconds only.
        while (isScattered && performance.now() < due) await nextTurn();
        await work(connection, wait > 0 ? performance.now() : due, n);
      }
    }),
  );
}

/** Evenly spread over 0 to 1, and the same in each run: multiples of the golden ratio. */
function scatter(n: number): number {
  return (n * 0.618_033_988_75) % 1;
}
