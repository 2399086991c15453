import { type Connection, openConnection } from "../connection.ts";
import { getRequest } from "../requests.ts";
import { type Server, startBelowline } from "../servers.ts";
import type { Row } from "../table.ts";
import { clearCluster, type Cleared } from "./clear-cluster.ts";
import { type FloodPaper, makeFloodPaper } from "./flood-paper.ts";
import { type Paced, paced, quantile } from "./paced.ts";
import type { Setting } from "./part.ts";
import { Random, speaker } from "./random.ts";

const flood = { comments: 10_000, seconds: 60, devices: 2000, networks: 1000 };
const readsPerSecond = 100;
const quietSeconds = 20;
/** Words of the wall, and how many of them are others each time. */
const wallWords = 80;
const changedWords = 8;
const secret = "a secret for measuring, long enough";

/** Reads go on at a steady pace before and during a flood; the desk looks at its queue, and then ends it. */
export async function measureFlood({ folder, print }: Setting): Promise<Row[]> {
  const env = {
    ...{ PATH: process.env["PATH"] ?? "", PORT: "0", BELOWLINE_DATA: folder, BELOWLINE_SECRET: secret },
    // Every post says which network it comes from.
    ...{ BELOWLINE_PROXIES: "127.0.0.1", LOG_LEVEL: "error" },
  };
  const paper = await makeFloodPaper(env, secret);
  const server = await startBelowline(env);
  let seen: Seen;
  try {
    seen = await watchFlood(server, paper, print);
  } finally {
    await server.stop();
  }
  // Here the act on a cluster is called as the desk's route calls it, on the same database.
  const cleared = await clearCluster(env, secret, paper.siteId);
  print(`cleared ${cleared.comments} comments in ${cleared.seconds.toFixed(1)} s`);
  return rowsOf(seen, cleared);
}

interface Seen {
  before: { reads: Paced; queue: Paced };
  during: { reads: Paced; queue: Paced; posts: Paced };
  after: { reads: Paced; queue: Paced };
  answers: Map<number, number>;
  wrong: string[];
}

async function watchFlood(server: Server, paper: FloodPaper, print: Setting["print"]): Promise<Seen> {
  const { port } = server;
  const open = (count: number) => Promise.all(Array.from({ length: count }, () => openConnection(port)));
  const [readers, writers, [desk]] = [await open(16), await open(32), await open(1)];
  if (!desk) throw new Error("no connection");
  const wrong: string[] = [];
  const page = getRequest(port, `/stories/${paper.slug}`);
  const queuePage = getRequest(port, "/desk/comments?queue=held", paper.desk);
  const ask = (request: Buffer) => async (connection: Connection) => {
    const { status } = await connection.ask(request);
    if (status !== 200 && wrong.length < 5) wrong.push(`${status} instead of a page`);
  };
  const read = (seconds: number) =>
    paced(readers, { perSecond: readsPerSecond, count: readsPerSecond * seconds }, ask(page));
  const look = (seconds: number) => paced([desk], { perSecond: 1, count: seconds }, ask(queuePage));
  await read(3);
  await look(3);
  print("reading, without a flood");
  const [reads, queue] = await Promise.all([read(quietSeconds), look(quietSeconds)]);
  print(`${flood.comments} comments within ${flood.seconds} s, from ${flood.devices} devices`);
  const answers = new Map<number, number>();
  const posts = makePosts(port, paper);
  const pace = { perSecond: flood.comments / flood.seconds, count: flood.comments };
  const [duringReads, duringQueue, sent] = await Promise.all([
    read(flood.seconds),
    look(flood.seconds),
    paced(writers, pace, async (connection, n) => {
      const { status } = await connection.ask(posts(n));
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }),
  ]);
  const [readsAfter, queueAfter] = await Promise.all([read(quietSeconds), look(quietSeconds)]);
  for (const each of [...readers, ...writers, desk]) each.close();
  const during = { reads: duringReads, queue: duringQueue, posts: sent };
  return {
    before: { reads, queue },
    during,
    after: { reads: readsAfter, queue: queueAfter },
    answers,
    wrong,
  };
}

/** The form of one more comment of the flood: the same wall with some of its words changed. */
function makePosts(port: number, { slug, device }: FloodPaper): (n: number) => Buffer {
  const random = new Random(7);
  const say = speaker(random);
  const wall = Array.from({ length: wallWords }, say);
  const cookies = Array.from({ length: flood.devices }, (_, n) => device(n));
  return (n) => {
    const words = [...wall];
    for (let change = 0; change < changedWords; change++) words[random.below(wallWords)] = say();
    const own = n % flood.devices;
    const network = own % flood.networks;
    const body = new URLSearchParams({
      ...{ name: `Voice ${own}`, text: words.join(" "), key: String(n).padStart(24, "f"), parent: "" },
    }).toString();
    const lines = [
      `POST /stories/${slug}/comments HTTP/1.1`,
      `host: localhost:${port}`,
      "connection: keep-alive",
      "content-type: application/x-www-form-urlencoded",
      `content-length: ${Buffer.byteLength(body)}`,
      "sec-fetch-site: same-origin",
      `cookie: ${cookies[own]}`,
      `x-forwarded-for: 10.9.${network >> 8}.${network & 255}`,
    ];
    return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
  };
}

const ms = (times: readonly number[]) =>
  `p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms`;

function rowsOf({ before, during, after, answers, wrong }: Seen, cleared: Cleared): Row[] {
  const told = [...answers].map(([status, n]) => `${n} were answered with ${status}`).join(", ");
  const rates = [
    `posts ${during.posts.rate.toFixed(0)}/s (${ms(during.posts.times)}; ${told})`,
    `reads ${during.reads.rate.toFixed(0)}/s, before ${before.reads.rate.toFixed(0)}/s`,
  ];
  // Before and after: so what else this machine does weighs on both sides.
  const quiet = [...before.reads.times, ...after.reads.times];
  const reading = (share: number, name: string): Row => ({
    what: `reading a story while it is flooded, ${name}, against before and after`,
    figure: { value: quantile(during.reads.times, share), unit: "ms" },
    baseline: { value: quantile(quiet, share), unit: "ms" },
    reach: { atMost: 1.5 },
    notes: share === 0.5 ? rates : [],
    wrong: share === 0.5 ? wrong : [],
  });
  const queueRow = (what: string, { times }: Paced, notes: string[] = []): Row => ({
    ...{ what, figure: { value: quantile(times, 0.5), unit: "ms" }, baseline: null },
    ...{ reach: { atMost: 250 }, notes: [ms(times), ...notes], wrong: [] },
  });
  const lost = flood.comments - cleared.known;
  return [
    reading(0.5, "half"),
    reading(0.99, "99 in 100"),
    queueRow("the queue's first page during the flood", during.queue, [`before: ${ms(before.queue.times)}`]),
    queueRow("the queue's first page after it", after.queue),
    {
      what: "one act on the cluster, until nothing of it waits",
      figure: { value: cleared.seconds, unit: "s" },
      baseline: null,
      reach: { atMost: 60 },
      notes: [`${cleared.comments} comments of ${cleared.clusters} cluster(s); ${cleared.left} wait still`],
      wrong: lost > 0 ? [`${lost} of the comments were not kept`] : [],
    },
  ];
}
