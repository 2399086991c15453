import { z } from "zod";
import { type Answer, headerOf } from "./connection.ts";
import type { Expected, Job } from "./job.ts";
import { median, middleHalf, spread } from "./median.ts";
import { plainText } from "./run-job.ts";
import { askOnce, type Server, startBare } from "./servers.ts";
import type { ServerPart, Setting } from "./setting.ts";
import type { Row } from "./table.ts";
import { complaintsOf, percent, takeTurn, type Turn } from "./turn.ts";

const connections = 64;
// Short turns and many of them, so that what else the machine does falls upon both alike.
const turnSeconds = 1;
const turnsPerRun = 3;
const readsPerPost = 100;

/** How many requests a second the server answers, against one that does nothing but send the same bytes. */
export const measureReading: ServerPart = async (setting, server) => [
  await warmPage(setting, server),
  await changingPage(setting, server),
  await api(setting, server),
];

function warmPage(setting: Setting, server: Server): Promise<Row> {
  const path = `/stories/${setting.paper.fifty}?per=50`;
  return againstBare(setting, server, {
    what: "story page, 50 comments, warm",
    path,
    atLeast: 0.9,
    complaint: (answer) => unlessFifty(plainText(answer).split(/<article\b[^>]*\bid="c-/).length - 1),
    job: reads(server, path),
  });
}

/** Reading alone, again and again. */
function reads({ port }: Pick<Server, "port">, path: string): (expected: Expected) => Job {
  return (expected) => ({ kind: "read", port, connections, path, expected, seconds: turnSeconds });
}

async function changingPage(setting: Setting, server: Server): Promise<Row> {
  const slug = setting.paper.busy;
  const path = `/stories/${slug}?per=50`;
  const { port } = server;
  // From here on the page holds fifty comments, whatever is posted.
  await setting.load.run({ kind: "post", port, connections: 4, slug, parents: [], count: 60, seconds: 60 });
  return againstBare(setting, server, {
    what: `the same, a comment posted per ${readsPerPost} reads`,
    path,
    atLeast: 0.75,
    complaint: () => null,
    job: (expected) => ({
      ...{ kind: "readAndPost", port, connections, path, expected, seconds: turnSeconds },
      slug,
      readsPerPost,
    }),
  });
}

async function api(setting: Setting, server: Server): Promise<Row> {
  const path = `/api/v1/stories/${setting.paper.fifty}/comments?limit=50`;
  const what = "comments API, page of 50, warm";
  const atLeast = 0.85;
  const { status } = await askOnce(server, path);
  if (status === 404) {
    const notes = ["the API is not there yet"];
    return { what, figure: null, baseline: null, reach: { atLeast }, notes, wrong: [] };
  }
  return againstBare(setting, server, {
    what,
    path,
    atLeast,
    complaint: (answer) => unlessFifty(itemsIn(plainText(answer))),
    job: reads(server, path),
  });
}

const listSchema = z.object({ items: z.array(z.unknown()) });

function itemsIn(json: string): number {
  return listSchema.parse(JSON.parse(json)).items.length;
}

function unlessFifty(found: number): string | null {
  return found === 50 ? null : `${found} comments instead of 50`;
}

interface Comparison {
  what: string;
  path: string;
  atLeast: number;
  /** What is wrong with the page, if anything. */
  complaint(answer: Answer): string | null;
  job(expected: Expected): Job;
}

/** Turns that don't count: what is compiled while it runs takes some thousand posts to get quick. */
const warmUps = 6;

async function againstBare(setting: Setting, server: Server, comparison: Comparison): Promise<Row> {
  const { what, path, atLeast, complaint, job } = comparison;
  await askOnce(server, path);
  const answer = await askOnce(server, path);
  const { length } = answer;
  const bare = await startBare(setting.folder, answer);
  const toBare = reads(bare, path)({ status: 200, leastBytes: length, mostBytes: length });
  // Ages ("6 minutes ago") and what is posted change the page's length a little.
  const toOurs = job({ status: 200, leastBytes: length * 0.75, mostBytes: length * 1.25 });
  const pairs: Pair[] = [];
  try {
    for (let run = -warmUps; run < setting.runs * turnsPerRun; run++) {
      const turns = {
        ours: () => takeTurn(setting, server, toOurs),
        bare: () => takeTurn(setting, bare, toBare),
      };
      // Now the one first, now the other: a machine gets slower and faster.
      const pair =
        run % 2 === 0
          ? { ours: await turns.ours(), bare: await turns.bare() }
          : { bare: await turns.bare(), ours: await turns.ours() };
      if (run >= 0) pairs.push(pair);
    }
  } finally {
    await bare.stop();
  }
  const wrong = answer.status === 200 ? complaint(answer) : `answered with ${answer.status}`;
  return {
    what,
    figure: { value: median(pairs.map(({ ours }) => rateOf(ours))), unit: "requests/s" },
    baseline: { value: median(pairs.map((pair) => rateOf(pair.bare))), unit: "requests/s" },
    reach: { atLeast },
    notes: notesOn(pairs, answer),
    wrong: [
      ...(wrong === null ? [] : [wrong]),
      ...complaintsOf(pairs.flatMap((pair) => [pair.ours, pair.bare])),
    ],
  };
}

interface Pair {
  ours: Turn;
  bare: Turn;
}

/** Reads a second. */
function rateOf({ outcome }: Turn): number {
  return outcome.reads / outcome.seconds;
}

function notesOn(pairs: readonly Pair[], { head, length }: Answer): string[] {
  const ratios = pairs.map(({ ours, bare }) => rateOf(ours) / rateOf(bare));
  const posts = pairs.reduce((sum, { ours }) => sum + ours.outcome.posts, 0);
  return [
    `ratio in half of the turns ${middleHalf(ratios)}, in all ${spread(ratios)}; ${length} bytes, ${headerOf(head, "content-encoding") ?? "plain"}`,
    `processor: server ${percent(pairs.map(({ ours }) => ours.server))}, ` +
      `bare ${percent(pairs.map(({ bare }) => bare.server))}, asking ${percent(pairs.map(({ ours }) => ours.asking))}`,
    ...perProcessorSecond(pairs),
    ...(posts > 0 ? [`${posts} comments posted meanwhile, each looked for on the page read next`] : []),
  ];
}

/** The ratio that is left when it doesn't matter how much of the processor others took. */
function perProcessorSecond(pairs: readonly Pair[]): string[] {
  const reads = (turns: readonly Turn[]) => turns.reduce((sum, { outcome }) => sum + outcome.reads, 0);
  const seconds = (turns: readonly Turn[]) =>
    turns.reduce((sum, { outcome, server }) => sum + (server ?? Number.NaN) * outcome.seconds, 0);
  const [ours, bare] = [pairs.map((pair) => pair.ours), pairs.map((pair) => pair.bare)].map(
    (turns) => reads(turns) / seconds(turns),
  );
  const ratio = (ours ?? Number.NaN) / (bare ?? Number.NaN);
  return Number.isFinite(ratio) ? [`requests per second of processor time: ratio ${ratio.toFixed(2)}`] : [];
}
