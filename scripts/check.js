// npm run check: types, lint, dead code, and the lockfile. All run, then the first failure decides.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const steps = [
  ["types", "node_modules/.bin/tsc", []],
  ["lint", "node_modules/.bin/biome", ["check", "--error-on-warnings"]],
  ["dead code", "node_modules/.bin/knip", []],
];

let failed = false;
for (const [name, command, args] of steps) {
  const { status } = spawnSync(join(root, command), args, { cwd: root, stdio: "inherit" });
  if (status !== 0) failed = true;
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name}`);
}
failed = !checkLockfile() || failed;
process.exit(failed ? 1 : 0);

/** No address of any registry in the lockfile, and no compiler needed (npm forgets "gypfile": false there). */
function checkLockfile() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const problems = Object.entries(lock.packages).flatMap(([path, entry]) => [
    ...(entry.resolved ? [`${path} has a download address: npm run lock`] : []),
    ...(path.endsWith("/better-sqlite3") && entry.gypfile !== false
      ? [`${path} would be compiled: npm run lock`]
      : []),
  ]);
  for (const problem of problems) console.log(problem);
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"} lockfile`);
  return problems.length === 0;
}
