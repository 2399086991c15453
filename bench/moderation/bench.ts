// What judging comments costs and how well it is done, against what it has to reach.
//
//   npm run bench:moderation -- [--only phases,words,repeats,learner,flood] [--runs 5] [--json FILE] [--data ../shared/data/labelled]
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type JudgedRow, judge, table } from "../table.ts";
import { learnerPart } from "./measure-learner.ts";
import { floodPart } from "./flood.ts";
import type { Part } from "./part.ts";
import { phasesPart } from "./phases.ts";
import { repeatsPart } from "./repeats.ts";
import { wordsPart } from "./words.ts";

const parts: readonly Part[] = [phasesPart, wordsPart, repeatsPart, learnerPart, floodPart];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    runs: { type: "string", default: "5" },
    json: { type: "string" },
    data: { type: "string", default: "../shared/data/labelled" },
  },
});

/** Processors that others kept busy in the last minute. */
const [busyBefore = 0] = loadavg();
const names = values.only?.split(",") ?? parts.map(({ name }) => name);
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part "${unknown.join(", ")}". The parts: ${parts.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "belowline-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
tell(await measure());

async function measure(): Promise<JudgedRow[]> {
  const labelled = existsSync(values.data) ? values.data : null;
  if (labelled === null)
    console.log(`There are no labelled comments at ${values.data}: what needs them is left out.`);
  const rows: JudgedRow[] = [];
  for (const { name, measure: measurePart } of parts.filter((part) => names.includes(part.name))) {
    const start = performance.now();
    const own = join(folder, name);
    mkdirSync(own);
    const print = (line: string) => console.log(line);
    const found = await measurePart({ folder: own, labelled, runs: Number(values.runs), print });
    console.log(`\n${name}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
    for (const row of found) {
      console.log(`  ${row.what}`);
      for (const note of row.notes) console.log(`    ${note}`);
      for (const words of row.wrong) console.log(`    WRONG: ${words}`);
    }
    rows.push(...found.map(judge));
  }
  return rows;
}

function tell(rows: readonly JudgedRow[]): void {
  console.log(`\n${table(rows).join("\n")}`);
  if (rows.some(({ isReached }) => isReached === false)) process.exitCode = 1;
  if (values.json === undefined) return;
  const processor = cpus()[0]?.model ?? "";
  const machine = { processor, processors: cpus().length, busyBefore, node: process.version };
  writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}
