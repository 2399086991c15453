import { setTimeout } from "node:timers/promises";
import { pagePath, sorts } from "./paper.ts";
import { residentMegabytes } from "./process-figures.ts";
import type { ServerPart } from "./setting.ts";
import { memoryRow } from "./starting.ts";

const connections = 16;
const pagesPerSort = 100;

/** What the server holds after all that was asked of it before, and many different pages besides. */
export const measureMemory: ServerPart = async ({ load, paper }, server) => {
  const step = Math.max(1, Math.floor(paper.long.tops / 25 / pagesPerSort));
  const pages = Array.from({ length: pagesPerSort }, (_, n) => 1 + n * step);
  const paths = pages.flatMap((page) => sorts.map((sort) => pagePath(paper.long.slug, sort, page)));
  const { seconds, reads, complaints } = await load.run({
    kind: "visit",
    port: server.port,
    connections,
    paths,
  });
  await setTimeout(1000);
  const resident = residentMegabytes(server.pid);
  const row = memoryRow("resident memory after the load", resident === null ? [] : [resident], 250);
  const notes = [
    `at the end ${reads} different pages of the long discussion, ${(reads / seconds).toFixed(0)} a second`,
  ];
  return [{ ...row, notes, wrong: complaints }];
};
