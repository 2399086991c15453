import { median, middleHalf } from "./median.ts";
import { lastPage, pagePath, shortLength, sorts } from "./paper.ts";
import { startBelowline } from "./servers.ts";
import type { OwnPart, Setting } from "./setting.ts";
import type { Row } from "./table.ts";

/** What is asked for cold, with the times that it took, in milliseconds. */
interface Times {
  firstShort: number[];
  first: number[];
  last: number[];
  permalink: number[];
}
type Place = keyof Times;

/**
 * What pages of the long discussion cost that nobody has asked for, against a short one's. Each server is a new one, so
 * that it has kept nothing; pages of other stories warm the engine up, and each page is asked for once.
 */
export const measureDepth: OwnPart = async (setting) => {
  const times: Times = { firstShort: [], first: [], last: [], permalink: [] };
  const wrong: string[] = [];
  for (let run = 0; run < setting.runs; run++) wrong.push(...(await openCold(setting, run, times)));
  const comments = setting.paper.long.comments.toLocaleString("en");
  const short = `${shortLength} comments`;
  return [
    row(
      `first page of ${comments} comments against ${short}, cold`,
      times,
      ["first", "firstShort", 2],
      wrong,
    ),
    row(`last page of ${comments} comments against the first, cold`, times, ["last", "first", 3], wrong),
    row(
      `permalink in ${comments} comments against the first page, cold`,
      times,
      ["permalink", "first", 3],
      wrong,
    ),
  ];
};

/** Opens every kind of page once per order, by turns. Gives what was wrong. */
async function openCold(setting: Setting, run: number, times: Times): Promise<string[]> {
  const { load, paper, env } = setting;
  const { long, short } = paper;
  const server = await startBelowline(env);
  const visit = (paths: string[]) => load.run({ kind: "visit", port: server.port, connections: 1, paths });
  try {
    const others = short.slice(sorts.length);
    const warming = await visit(sorts.flatMap((sort) => others.map((slug) => pagePath(slug, sort))));
    const permalink = (n: number) =>
      `/comments/${long.some[((run * sorts.length + n) * 7) % long.some.length] ?? 0}`;
    const places = sorts.flatMap((sort, n): [Place, string][] => [
      ["firstShort", pagePath(short[n] ?? "", sort)],
      ["first", pagePath(long.slug, sort)],
      ["last", pagePath(long.slug, sort, lastPage(long))],
      ["permalink", permalink(n)],
    ]);
    const { visits, complaints } = await visit(places.map(([, path]) => path));
    for (const [index, [place]] of places.entries()) times[place].push(visits[index] ?? Number.NaN);
    return [...warming.complaints, ...complaints];
  } finally {
    await server.stop();
  }
}

function row(
  what: string,
  times: Times,
  [place, base, atMost]: [Place, Place, number],
  wrong: readonly string[],
): Row {
  return {
    what,
    figure: { value: median(times[place]), unit: "ms" },
    baseline: { value: median(times[base]), unit: "ms" },
    reach: { atMost },
    notes: [
      `half of ${times[place].length} took ${middleHalf(times[place], 1)} ms, against ${middleHalf(times[base], 1)} ms`,
    ],
    wrong,
  };
}
