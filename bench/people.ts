import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import type { Expected, Job } from "./job.ts";
import { median, middleHalf, spread } from "./median.ts";
import { plainText } from "./run-job.ts";
import { askOnce, type Server, startCountedBelowline } from "./servers.ts";
import type { ServerPart, Setting } from "./setting.ts";
import { measureSignIns } from "./sign-ins.ts";
import type { Row } from "./table.ts";
import { complaintsOf, percent, takeTurn, type Turn } from "./turn.ts";
import { ownWeight } from "./weight.ts";

const connections = 64;
const turnSeconds = 1;
const turnsPerRun = 3;
const warmUps = 2;

/** What it costs that somebody is signed in. */
export const measurePeople: ServerPart = async (setting, server) => [
  await signedIn(setting, server),
  await queries(setting),
  await ownWeight(server, pathOf(setting), setting.paper.members.at(-1) ?? ""),
  await sessionCheck(setting),
  await measureSignIns(setting, server),
];

function pathOf({ paper }: Setting): string {
  return `/stories/${paper.fifty}?per=50`;
}

/** Reading by members, of whom each has something of their own on the page, in turns with reading by anybody. */
async function signedIn(setting: Setting, server: Server): Promise<Row> {
  const path = pathOf(setting);
  const { members } = setting.paper;
  await askOnce(server, path);
  const { length } = await askOnce(server, path);
  const wrong: string[] = [];
  const lengths: number[] = [];
  for (const [n, cookies] of members.entries()) {
    const answer = await askOnce(server, path, cookies);
    const text = plainText(answer);
    lengths.push(answer.length);
    const comments = text.split(/<article\b[^>]*\bid="c-/).length - 1;
    if (comments !== 50) wrong.push(`reader ${n} saw ${comments} comments instead of 50`);
    if (!text.includes(`Reader ${n}<`)) wrong.push(`reader ${n} didn't find their own name`);
  }
  const job = (expected: Expected, cookies?: string[]): Job => ({
    ...{ kind: "read", port: server.port, connections, path, expected, seconds: turnSeconds },
    ...(cookies ? { cookies } : {}),
  });
  const within = (least: number, most: number) => ({
    ...{ status: 200, leastBytes: least * 0.75, mostBytes: most * 1.25 },
  });
  const ours = job(within(Math.min(...lengths), Math.max(...lengths)), [...members]);
  const pairs = await inTurns(setting, server, ours, job(within(length, length)));
  const ratios = pairs.map(({ own, anybodys }) => rateOf(own) / rateOf(anybodys));
  return {
    what: "story page, 50 comments, warm, signed in against anybody",
    figure: { value: median(pairs.map(({ own }) => rateOf(own))), unit: "requests/s" },
    baseline: { value: median(pairs.map(({ anybodys }) => rateOf(anybodys))), unit: "requests/s" },
    reach: { atLeast: 0.25 },
    notes: [
      `ratio in half of the turns ${middleHalf(ratios)}, in all ${spread(ratios)}; ${members.length} readers, ` +
        `${spread(lengths, 0)} bytes, gzip; anybody ${length}`,
      `processor: server ${percent(pairs.map(({ own }) => own.server))} and ` +
        `${percent(pairs.map(({ anybodys }) => anybodys.server))}, asking ${percent(pairs.map(({ own }) => own.asking))}`,
    ],
    wrong: [...wrong.slice(0, 5), ...complaintsOf(pairs.flatMap(({ own, anybodys }) => [own, anybodys]))],
  };
}

interface Pair {
  own: Turn;
  anybodys: Turn;
}

async function inTurns(setting: Setting, server: Server, ours: Job, theirs: Job): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let run = -warmUps; run < setting.runs * turnsPerRun; run++) {
    const turns = {
      own: () => takeTurn(setting, server, ours),
      anybodys: () => takeTurn(setting, server, theirs),
    };
    const pair =
      run % 2 === 0
        ? { own: await turns.own(), anybodys: await turns.anybodys() }
        : { anybodys: await turns.anybodys(), own: await turns.own() };
    if (run >= 0) pairs.push(pair);
  }
  return pairs;
}

function rateOf({ outcome }: Turn): number {
  return outcome.reads / outcome.seconds;
}

/** The queries that a signed-in reader's page needs beyond what all readers of the page share. */
async function queries(setting: Setting): Promise<Row> {
  const server = await startCountedBelowline(setting.env);
  const path = pathOf(setting);
  const [first = "", ...others] = setting.paper.members;
  try {
    const count = async (cookies: string) => {
      await server.queries();
      await askOnce(server, path, cookies);
      return server.queries();
    };
    const whole = await count(first);
    const cold: number[] = [];
    const warm: number[] = [];
    for (const cookies of others) {
      cold.push(await count(cookies));
      warm.push(await count(cookies));
    }
    return {
      what: "queries for the page of a reader just signed in",
      figure: { value: median(cold), unit: "queries" },
      baseline: null,
      reach: { atMost: 3 },
      notes: [
        `of ${others.length} readers, ${spread(cold, 0)}; when they ask again, ${median(warm)}; for the first, who has the ` +
          `page made for all, ${whole} (now and then one is the server's own)`,
      ],
      wrong: [],
    };
  } finally {
    await server.stop();
  }
}

async function sessionCheck(setting: Setting): Promise<Row> {
  const file = fileURLToPath(new URL("check-session.ts", import.meta.url));
  const { module } = await runnerImport<typeof import("./check-session.ts")>(file, { configFile: false });
  const { known, check, forged } = await module.measureSessionCheck(setting);
  return {
    what: "session check in a request",
    figure: { value: check / 1000, unit: "ms" },
    baseline: null,
    reach: { atMost: 0.1 },
    notes: [
      `${check.toFixed(1)} µs; by the same cookies again, on a kept page, ${known.toFixed(1)} µs; a forged one ${forged.toFixed(1)} µs`,
    ],
    wrong: [],
  };
}
