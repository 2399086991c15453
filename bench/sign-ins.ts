import type { Job, Outcome } from "./job.ts";
import { median, spread } from "./median.ts";
import { askOnce, type Server } from "./servers.ts";
import type { Setting } from "./setting.ts";
import type { Row } from "./table.ts";

const connections = 64;
const seconds = 3;
const readsPerSecond = 1000;
const signInsPerSecond = 20;

/** How long reading takes while people sign in, against how long it takes while nobody does. */
export async function measureSignIns(setting: Setting, server: Server): Promise<Row> {
  const what = `99 of 100 reads within, ${signInsPerSecond} sign-ins a second`;
  const reach = { atMost: 1.5 };
  const { status } = await askOnce(server, "/sign-in");
  if (status === 404) {
    const notes = ["the sign-in page is not there yet"];
    return { what, figure: null, baseline: null, reach, notes, wrong: [] };
  }
  const { paper, load, runs } = setting;
  const job = (signIns: number): Job => ({
    ...{ kind: "readAndSignIn", port: server.port, connections, path: `/stories/${paper.fifty}?per=50` },
    ...{ expected: { status: 200, leastBytes: 1, mostBytes: 1e9 }, seconds, readsPerSecond },
    ...{ signInsPerSecond: signIns, members: paper.members.length },
  });
  const pairs: { busy: Outcome; quiet: Outcome }[] = [];
  for (let run = -1; run < runs; run++) {
    const busy = await load.run(job(signInsPerSecond));
    const quiet = await load.run(job(0));
    if (run >= 0) pairs.push({ busy, quiet });
  }
  const [busy, quiet] = [pairs.map((pair) => p99(pair.busy)), pairs.map((pair) => p99(pair.quiet))];
  return {
    what,
    figure: { value: median(busy), unit: "ms" },
    baseline: { value: median(quiet), unit: "ms" },
    reach,
    notes: [
      `${readsPerSecond} reads a second; ${spread(busy)} ms against ${spread(quiet)} ms; ` +
        `${pairs.reduce((sum, pair) => sum + pair.busy.posts, 0)} sign-ins in ` +
        `${pairs.reduce((sum, pair) => sum + pair.busy.seconds, 0).toFixed(0)} s`,
    ],
    wrong: [...new Set(pairs.flatMap((pair) => [...pair.busy.complaints, ...pair.quiet.complaints]))].slice(
      0,
      5,
    ),
  };
}

function p99({ visits }: Outcome): number {
  const sorted = visits.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
