import { setTimeout } from "node:timers/promises";
import type { Job, Outcome } from "./job.ts";
import { lastPage, pagePath, sorts } from "./paper.ts";
import {
  askOnce,
  startWatchedBare,
  startWatchedBelowline,
  type Watched,
  type WatchedServer,
} from "./servers.ts";
import type { OwnPart, Setting } from "./setting.ts";
import type { Row } from "./table.ts";

const connections = 64;
const seconds = 3;
const idleMs = 2000;
const mostMs = 10;

/** One kind of load: what comes first, unwatched, and then what is watched. */
interface Kind {
  what: string;
  warmUp: Job;
  jobs: readonly Job[];
}

/** How long anything held the event loop of the real server, by what it was asked for. */
export const measureLoop: OwnPart = async (setting) => {
  const server = await startWatchedBelowline(setting.env);
  try {
    const page = await askOnce(server, `/stories/${setting.paper.fifty}?per=50`);
    const bare = await watchBare(await startWatchedBare(setting.folder, page), setting);
    const rows: Row[] = [];
    for (const kind of kindsOf(setting, server.port))
      rows.push(rowOf(kind, await watchKind(setting, server, kind)));
    return rows.map((row, index) =>
      index === 0 ? { ...row, notes: [...row.notes, ...notesOn(bare)] } : row,
    );
  } finally {
    await server.stop();
  }
};

/** The machine's own part: a server that does next to nothing, left alone and under load. */
interface BareTimes {
  idle: Watched;
  busy: Watched;
}

async function watchBare(bare: WatchedServer, setting: Setting): Promise<BareTimes> {
  try {
    await bare.watch();
    await setTimeout(idleMs);
    const idle = await bare.seen();
    const warmUp = readJob(bare.port, "/", 1);
    const kind = { what: "bare", warmUp, jobs: [readJob(bare.port, "/", seconds)] };
    const { watched } = await watchKind(setting, bare, kind);
    return { idle, busy: watched };
  } finally {
    await bare.stop();
  }
}

const expected = { status: 200, leastBytes: 1000, mostBytes: 1e9 };

function readJob(port: number, path: string, time: number): Job {
  return { kind: "read", port, connections, path, expected, seconds: time };
}

function mixedJob(port: number, slug: string, time: number): Job {
  const path = `/stories/${slug}?per=50`;
  return { kind: "readAndPost", port, connections, path, expected, seconds: time, slug, readsPerPost: 100 };
}

function kindsOf({ paper }: Setting, port: number): Kind[] {
  const { fifty, busy, short, empty, long } = paper;
  const visit = (paths: readonly string[], at = connections): Job => ({
    ...{ kind: "visit", port, connections: at },
    paths: [...paths],
  });
  const post = (slug: string, count: number, parents: readonly number[] = []): Job => ({
    ...{ kind: "post", port, connections, slug, parents: [...parents] },
    ...{ count, seconds },
  });
  const page = `/stories/${fifty}?per=50`;
  const warming = short.slice(0, 8).flatMap((slug) => sorts.map((sort) => pagePath(slug, sort)));
  const cold = short.slice(8).flatMap((slug) => sorts.map((sort) => pagePath(slug, sort)));
  const [warmEmpty = "", coldEmpty = ""] = empty;
  const many = Array.from({ length: 20 }, (_, n) => 1 + Math.floor((n * lastPage(long)) / 20));
  const pagesOfLong = sorts.flatMap((sort) => many.map((n) => pagePath(long.slug, sort, n)));
  const permalinks = long.some.slice(0, 100).map((id) => `/comments/${id}`);
  return [
    { what: "pages kept", warmUp: readJob(port, page, 1), jobs: [readJob(port, page, seconds)] },
    { what: "pages made anew", warmUp: visit(warming), jobs: [visit(["/", "/latest-comments", ...cold])] },
    { what: "posting", warmUp: post(warmEmpty, 500), jobs: [post(coldEmpty, 3000)] },
    { what: "reading and posting", warmUp: mixedJob(port, busy, 1), jobs: [mixedJob(port, busy, seconds)] },
    {
      what: `${long.comments.toLocaleString("en")} comments`,
      warmUp: visit(permalinks.slice(0, 20)),
      jobs: [visit(pagesOfLong), visit(permalinks.slice(20)), post(long.slug, 1000, long.some)],
    },
  ];
}

async function watchKind(
  { load }: Setting,
  server: WatchedServer,
  { warmUp, jobs }: Kind,
): Promise<{ watched: Watched; outcomes: Outcome[] }> {
  await load.run(warmUp);
  await server.watch();
  const outcomes: Outcome[] = [];
  for (const job of jobs) outcomes.push(await load.run(job));
  return { watched: await server.seen(), outcomes };
}

function rowOf(
  { what }: Kind,
  { watched, outcomes }: { watched: Watched; outcomes: readonly Outcome[] },
): Row {
  const { longest, turns } = watched;
  return {
    what: `longest hold of the event loop: ${what}`,
    figure: { value: longest.ms, unit: "ms" },
    baseline: null,
    reach: { atMost: mostMs },
    notes: [
      `at ${longest.what}; collecting memory for ${ms(longest.collectingMs)} of that; others had the processor for ${ms(longest.awayMs)} more`,
      `whole turns at ${connections} connections: longest ${ms(turns.maxMs)}, 99.9% within ${ms(turns.p999Ms)}`,
    ],
    wrong: outcomes.flatMap((outcome) => outcome.complaints),
  };
}

function notesOn({ idle, busy }: BareTimes): string[] {
  return [
    `the machine's own: a bare server under the same load held it for ${ms(busy.longest.ms)}, its longest turn took ` +
      `${ms(busy.turns.maxMs)}, 99.9% ${ms(busy.turns.p999Ms)}; left alone, ${ms(idle.turns.maxMs)} and ${ms(idle.turns.p999Ms)}`,
  ];
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
