// What the program does on this machine, against what it has to reach.
//
//   npm run bench -- [--comments 1000000] [--runs 5] [--only reading,posting] [--json FILE]
//                    [--folder DIRECTORY] [--postgres postgres://…/an_empty_database]
//
// The parts: start, depth, weight, reading, people, posting, memory, loop. Every ratio is of medians of one run, in which both
// sides took turns; below the name of each part stands how it came about.
// Everything stands in a folder of its own (below DIRECTORY, else where temporary files go) that is removed again, or
// in the given database. It should be on the disk that the program would use: posts wait for that.
// More on what queries cost in long discussions: node bench/thread-scale.ts
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { measureDepth } from "./depth.ts";
import { startLoad } from "./load.ts";
import { measureLoop } from "./loop.ts";
import { measureMemory } from "./memory.ts";
import { measurePeople } from "./people.ts";
import { measurePosting } from "./posting.ts";
import { measureReading } from "./reading.ts";
import { startBelowline } from "./servers.ts";
import type { OwnPart, ServerPart, Setting } from "./setting.ts";
import { measureStart } from "./starting.ts";
import { type JudgedRow, judge, type Row, table } from "./table.ts";
import { measureWeight } from "./weight.ts";

const print = (line: string) => console.log(line);
const secret = "a secret for measuring, long enough";

type Part = { name: string } & ({ own: OwnPart } | { server: ServerPart });

/** In this order: cold ones before the long discussion grows, and memory when the server has done all the rest. */
const parts: readonly Part[] = [
  { name: "start", own: measureStart },
  { name: "depth", own: measureDepth },
  { name: "weight", server: measureWeight },
  { name: "reading", server: measureReading },
  { name: "people", server: measurePeople },
  { name: "posting", server: measurePosting },
  { name: "memory", server: measureMemory },
  { name: "loop", own: measureLoop },
];

const { values } = parseArgs({
  options: {
    comments: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    only: { type: "string" },
    json: { type: "string" },
    folder: { type: "string" },
    postgres: { type: "string" },
  },
});

/** Processors that others kept busy in the last minute. */
const [busyBefore = 0] = loadavg();
if (busyBefore > 0.5)
  print(
    `This machine does other things (${busyBefore.toFixed(1)} of ${cpus().length} processors): figures will vary.`,
  );
const chosen = chooseParts(values.only);
buildProgram();
const folder = mkdtempSync(join(values.folder ?? tmpdir(), "belowline-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const load = startLoad();
try {
  tell(await measure(await prepare()));
} finally {
  await load.stop();
}

function chooseParts(only: string | undefined): readonly Part[] {
  const names = only?.split(",") ?? parts.map((part) => part.name);
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length === 0) return parts.filter((part) => names.includes(part.name));
  const all = parts.map((part) => part.name).join(", ");
  console.error(`There is no part "${unknown.join(", ")}". The parts: ${all}`);
  process.exit(2);
}

/** In a process of its own: what a build needs of memory is not to stay with this one. */
function buildProgram(): void {
  const script = fileURLToPath(new URL("../scripts/build.js", import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(1);
}

async function prepare(): Promise<Setting> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    BELOWLINE_DATA: folder,
    BELOWLINE_SECRET: secret,
    // Every post says that it comes from a network of its own.
    BELOWLINE_PROXIES: "127.0.0.1",
    LOG_LEVEL: "error",
    ...(values.postgres ? { DATABASE_URL: values.postgres } : {}),
  };
  // The program is TypeScript with JSX, which Node doesn't read by itself.
  const file = fileURLToPath(new URL("make-paper.ts", import.meta.url));
  const { module } = await runnerImport<typeof import("./make-paper.ts")>(file, { configFile: false });
  const paper = await module.makePaper({ env, secret, comments: Number(values.comments), print });
  const engine = values.postgres ? "postgres" : "sqlite";
  return { folder, env, engine, paper, load, runs: Number(values.runs) };
}

async function measure(setting: Setting): Promise<JudgedRow[]> {
  const rows: JudgedRow[] = [];
  const server = chosen.some((part) => "server" in part) ? await startBelowline(setting.env) : null;
  try {
    for (const part of chosen) {
      const start = performance.now();
      const found =
        "own" in part ? await part.own(setting) : server ? await part.server(setting, server) : [];
      print(`\n${part.name}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
      rows.push(...found.map(judge));
      for (const row of found) tellNotes(row);
    }
  } finally {
    await server?.stop();
  }
  return rows;
}

function tellNotes({ what, notes, wrong }: Row): void {
  print(`  ${what}`);
  for (const note of notes) print(`    ${note}`);
  for (const words of wrong) print(`    WRONG: ${words}`);
}

function tell(rows: readonly JudgedRow[]): void {
  print(`\n${table(rows).join("\n")}`);
  if (rows.some((row) => row.wrong.length > 0)) process.exitCode = 1;
  if (values.json === undefined) return;
  const [processor] = cpus();
  const machine = {
    processor: processor?.model ?? "",
    processors: cpus().length,
    busyBefore,
    node: process.version,
  };
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, comments: Number(values.comments), rows }, null, 2)}\n`,
  );
}
