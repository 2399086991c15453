// What a page, a permalink and a post cost in a discussion of a million comments, against one of a hundred.
//
//   node bench/thread-scale.ts [--comments 1000000] [--runs 40] [--postgres postgres://…/an_empty_database]
//
// Without --postgres it makes a SQLite database in a temporary folder, and removes it again.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({
  options: {
    comments: { type: "string", default: "1000000" },
    runs: { type: "string", default: "40" },
    postgres: { type: "string" },
  },
});

execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build.js", import.meta.url))], {
  stdio: ["ignore", "ignore", "inherit"],
});
// The program is TypeScript with JSX, which Node doesn't read by itself.
const file = fileURLToPath(new URL("measure-threads.ts", import.meta.url));
const { module } = await runnerImport<typeof import("./measure-threads.ts")>(file, { configFile: false });
const folder = mkdtempSync(join(tmpdir(), "belowline-bench-"));
try {
  await module.measureThreads({
    folder,
    databaseUrl: values.postgres ?? null,
    comments: Number(values.comments),
    runs: Number(values.runs),
    print: (line) => console.log(line),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
