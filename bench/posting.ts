import { statfsSync } from "node:fs";
import { median, spread } from "./median.ts";
import { plainText } from "./run-job.ts";
import { rowsPerSecond } from "./row-per-sync.ts";
import { askOnce, type Server } from "./servers.ts";
import type { ServerPart, Setting } from "./setting.ts";
import type { Row } from "./table.ts";
import { complaintsOf, percent, takeTurn, type Turn } from "./turn.ts";

const atOnce = 64;
const syncSeconds = 1;
/** A turn ends when so many are posted, or after some seconds. */
const posts = { together: 1000, singly: 150 };
const mostSeconds = 3;

/** Posts to an empty discussion and to the long one, together and one by one. */
interface Round {
  rowsPerSecond: number | null;
  together: { empty: Turn; long: Turn };
  singly: { empty: Turn; long: Turn };
  /** Discussions that don't have as many comments as were acknowledged. */
  miscounted: string[];
}

/** What posts cost, over HTTP: against the disk's own pace, and in a long discussion against an empty one. */
export const measurePosting: ServerPart = async (setting, server) => {
  const unused = [...setting.paper.empty];
  const rounds: Round[] = [];
  for (let run = -1; run < setting.runs; run++) {
    const round = await takeRound(setting, server, () => unused.pop() ?? "");
    // The first one is for warming up.
    if (run >= 0) rounds.push(round);
  }
  const durable = setting.engine === "sqlite" ? [durableRow(setting, rounds)] : [];
  return [...durable, lengthRow(setting, rounds)];
};

async function takeRound(setting: Setting, server: Server, emptySlug: () => string): Promise<Round> {
  const miscounted: string[] = [];
  const turn = async (slug: string, connections: number, count: number) => {
    const before = await commentCount(server, slug);
    const taken = await takeTurn(setting, server, {
      ...{ kind: "post", port: server.port, connections, slug, parents: [], count },
      seconds: mostSeconds,
    });
    const after = await commentCount(server, slug);
    if (after - before !== taken.outcome.posts)
      miscounted.push(
        `${slug} has ${after - before} comments more, after ${taken.outcome.posts} were acknowledged`,
      );
    return taken;
  };
  const { slug } = setting.paper.long;
  return {
    rowsPerSecond: setting.engine === "sqlite" ? rowsPerSecond(setting.folder, syncSeconds) : null,
    together: {
      empty: await turn(emptySlug(), atOnce, posts.together),
      long: await turn(slug, atOnce, posts.together),
    },
    singly: { empty: await turn(emptySlug(), 1, posts.singly), long: await turn(slug, 1, posts.singly) },
    miscounted,
  };
}

/** How many comments a story's page says that it has. */
async function commentCount(server: Server, slug: string): Promise<number> {
  const page = plainText(await askOnce(server, `/stories/${slug}?per=10`));
  const count = /"commentCount":(\d+)/.exec(page)?.[1];
  if (count === undefined) throw new Error(`the page of ${slug} doesn't say how many comments it has`);
  return Number(count);
}

function durableRow({ folder }: Setting, rounds: readonly Round[]): Row {
  const turns = rounds.map(({ together }) => together.empty);
  const rates = turns.map(({ outcome }) => outcome.posts / outcome.seconds);
  const rows = rounds.map((round) => round.rowsPerSecond ?? Number.NaN);
  const ratios = rates.map((rate, index) => rate / (rows[index] ?? Number.NaN));
  return {
    what: `durable posts, ${atOnce} at once, against rows put on the disk one by one`,
    figure: { value: median(rates), unit: "posts/s" },
    baseline: { value: median(rows), unit: "rows/s" },
    reach: { atLeast: 1 },
    notes: [
      `ratio turn by turn ${spread(ratios)}`,
      `processor: server ${percent(turns.map(({ server }) => server))}, asking ${percent(turns.map(({ asking }) => asking))}`,
      ...(isInMemory(folder)
        ? ["the folder is in memory, where nothing waits for a disk: see --folder"]
        : []),
    ],
    wrong: wrongIn(rounds, turns),
  };
}

/** TMPFS_MAGIC of https://man7.org/linux/man-pages/man2/statfs.2.html */
const tmpfs = 0x01021994;

function isInMemory(folder: string): boolean {
  return statfsSync(folder).type === tmpfs;
}

function lengthRow({ paper }: Setting, rounds: readonly Round[]): Row {
  const together = rounds.map((round) => round.together);
  const singly = rounds.map((round) => round.singly);
  const [empty, long] = mediansOf(together);
  const [emptyAlone, longAlone] = mediansOf(singly);
  const comments = paper.long.comments.toLocaleString("en");
  const turns = [...together, ...singly].flatMap((each) => [each.empty, each.long]);
  return {
    what: `posting to ${comments} comments against none, ${atOnce} at once`,
    figure: { value: long, unit: "ms" },
    baseline: { value: empty, unit: "ms" },
    reach: { atMost: 1.3 },
    notes: [
      `ratio turn by turn ${spread(together.map((each) => msPerPost(each.long) / msPerPost(each.empty)))}`,
      `one at a time: ${longAlone.toFixed(2)} ms against ${emptyAlone.toFixed(2)} ms, ratio ${(longAlone / emptyAlone).toFixed(2)} ` +
        `(turn by turn ${spread(singly.map((each) => msPerPost(each.long) / msPerPost(each.empty)))})`,
    ],
    wrong: wrongIn(rounds, turns),
  };
}

function mediansOf(pairs: readonly { empty: Turn; long: Turn }[]): [number, number] {
  return [
    median(pairs.map(({ empty }) => msPerPost(empty))),
    median(pairs.map(({ long }) => msPerPost(long))),
  ];
}

function msPerPost({ outcome }: Turn): number {
  return (outcome.seconds * 1000) / outcome.posts;
}

function wrongIn(rounds: readonly Round[], turns: readonly Turn[]): string[] {
  return [...complaintsOf(turns), ...rounds.flatMap((round) => round.miscounted)];
}
