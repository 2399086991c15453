import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Answer, type Connection, headerOf, openConnection } from "./connection.ts";
import type { Job, JobOf, Outcome } from "./job.ts";
import { readAndSignIn } from "./read-and-sign-in.ts";
import { getRequest, postRequest } from "./requests.ts";
import { Slots } from "./slots.ts";
import { Tally } from "./tally.ts";

/** Does a job over as many connections as it says; each asks its next thing when it has the answer to the last. */
export async function runJob(job: Job): Promise<Outcome> {
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(job.port)),
  );
  try {
    return await runOver(connections, job);
  } finally {
    for (const connection of connections) connection.close();
  }
}

function runOver(connections: readonly Connection[], job: Job): Promise<Outcome> {
  switch (job.kind) {
    case "read":
      return read(connections, job);
    case "readAndPost":
      return readAndPost(connections, job);
    case "readAndSignIn":
      return readAndSignIn(connections, job);
    case "post":
      return post(connections, job);
    case "visit":
      return visit(connections, job);
  }
}

async function read(connections: readonly Connection[], job: JobOf<"read">): Promise<Outcome> {
  const { cookies = [] } = job;
  const tally = new Tally();
  const until = performance.now() + job.seconds * 1000;
  await Promise.all(
    connections.map(async (connection, n) => {
      const request = getRequest(job.port, job.path, cookies[n % cookies.length]);
      while (performance.now() < until) tally.read(await connection.ask(request), job.expected);
    }),
  );
  return tally.outcome();
}

// Fewer than stand on a page: no comment is pushed off it before it is looked for.
const mostPostsAtOnce = 16;

/** A page that was asked for after a comment's post was answered, and so has to have the comment. */
interface Promised {
  id: string;
  page: Answer;
}

async function readAndPost(connections: readonly Connection[], job: JobOf<"readAndPost">): Promise<Outcome> {
  const request = getRequest(job.port, job.path);
  const tally = new Tally();
  const promised: Promised[] = [];
  const slots = new Slots(mostPostsAtOnce);
  const until = performance.now() + job.seconds * 1000;
  let reads = 0;
  const work = async (connection: Connection) => {
    while (performance.now() < until) {
      if (++reads % job.readsPerPost !== 0) {
        tally.read(await connection.ask(request), job.expected);
        continue;
      }
      await slots.within(async () => {
        const id = tally.post(await connection.ask(postRequest(job.port, job.slug, null)));
        const page = await connection.ask(request, true);
        tally.read(page, job.expected);
        if (id !== null) promised.push({ id, page });
      });
    }
  };
  await Promise.all(connections.map(work));
  const outcome = tally.outcome();
  // Afterwards: looking costs more than asking.
  const broken = promised.filter((each) => !isKept(each));
  const complaints = broken.map(
    ({ id }) => `comment ${id} was not on the page that was read after it was posted`,
  );
  return {
    ...outcome,
    wrong: outcome.wrong + broken.length,
    complaints: [...outcome.complaints, ...complaints].slice(0, 5),
  };
}

function isKept({ id, page }: Promised): boolean {
  return plainText(page).includes(`id="c-${id}"`);
}

/** A body that was asked for with `wantsBody`, as text. */
export function plainText({ head, body }: Answer): string {
  const bytes = body ?? Buffer.alloc(0);
  const encoding = headerOf(head, "content-encoding");
  if (encoding === "gzip") return gunzipSync(bytes).toString();
  return (encoding === "br" ? brotliDecompressSync(bytes) : bytes).toString();
}

async function post(connections: readonly Connection[], job: JobOf<"post">): Promise<Outcome> {
  const { port, slug, parents, count } = job;
  const tally = new Tally();
  const until = performance.now() + job.seconds * 1000;
  let sent = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (sent < count && performance.now() < until) {
        const parent = parents[sent++ % parents.length] ?? null;
        tally.post(await connection.ask(postRequest(port, slug, parent)));
      }
    }),
  );
  return tally.outcome();
}

async function visit(connections: readonly Connection[], { port, paths }: JobOf<"visit">): Promise<Outcome> {
  const tally = new Tally();
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (next < paths.length) {
        const index = next++;
        const start = performance.now();
        const answer = await follow(connection, port, paths[index] ?? "/");
        tally.visit(index, performance.now() - start, answer);
      }
    }),
  );
  return tally.outcome();
}

async function follow(connection: Connection, port: number, path: string): Promise<Answer> {
  const answer = await connection.ask(getRequest(port, path));
  const location = answer.status === 303 ? headerOf(answer.head, "location") : null;
  // What stands behind the # is for the browser.
  return location === null ? answer : connection.ask(getRequest(port, location.split("#")[0] ?? "/"));
}
