import { setTimeout } from "node:timers/promises";
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
  let reads = 0;
  await Promise.all([
    steadily(readers, readsPerSecond, seconds, async (connection, due) => {
      const answer = await connection.ask(request);
      tally.visit(reads++, performance.now() - due, answer);
    }),
    steadily(signers, signInsPerSecond, seconds, async (connection, _due, n) => {
      tally.signIn(await connection.ask(signInRequest(port, addressOf(n % members), password)));
    }),
  ]);
  return tally.outcome();
}

type Work = (connection: Connection, due: number, n: number) => Promise<void>;

/** Does something so many times a second, each when it is due or as soon as a connection is free. */
async function steadily(
  connections: readonly Connection[],
  perSecond: number,
  seconds: number,
  work: Work,
): Promise<void> {
  const start = performance.now();
  const count = perSecond * seconds;
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (next < count) {
        const n = next++;
        const due = start + (n * 1000) / perSecond;
        const wait = due - performance.now();
        if (wait > 0) await setTimeout(wait);
        await work(connection, Math.max(due, wait > 0 ? performance.now() : due), n);
      }
    }),
  );
}
