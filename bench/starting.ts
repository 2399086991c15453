import { setTimeout } from "node:timers/promises";
import { median, spread } from "./median.ts";
import { residentMegabytes } from "./process-figures.ts";
import { askOnce, startBelowline } from "./servers.ts";
import type { OwnPart } from "./setting.ts";
import type { Row } from "./table.ts";

const idleMs = 1000;

/** How long the program takes from its start to the first page, and what it then holds. */
export const measureStart: OwnPart = async ({ env, runs }) => {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  const wrong: string[] = [];
  for (let run = 0; run < runs; run++) {
    const server = await startBelowline(env);
    try {
      const { status } = await askOnce(server, "/");
      seconds.push((performance.now() - server.startedAt) / 1000);
      if (status !== 200) wrong.push(`the front page was answered with ${status}`);
      await setTimeout(idleMs);
      const resident = residentMegabytes(server.pid);
      if (resident !== null) megabytes.push(resident);
    } finally {
      await server.stop();
    }
  }
  const start: Row = {
    what: "start to first page, built, existing data",
    figure: { value: median(seconds), unit: "s" },
    baseline: null,
    reach: { atMost: 1 },
    notes: [`${runs} starts took ${spread(seconds)} s`],
    wrong,
  };
  return [start, memoryRow("resident memory after start", megabytes, 120)];
};

/** `megabytes`: several of the same, or none where the system doesn't say. */
export function memoryRow(what: string, megabytes: readonly number[], atMost: number): Row {
  const isKnown = megabytes.length > 0;
  return {
    what,
    figure: isKnown ? { value: median(megabytes), unit: "MB" } : null,
    baseline: null,
    reach: { atMost },
    notes: isKnown ? [`${spread(megabytes, 0)} MB`] : ["this system doesn't say what a process holds"],
    wrong: [],
  };
}
