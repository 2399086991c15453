// npm run check: types, lint, dead code, and the lockfile. All run, then the first failure decides.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readLock } from "./lock.js";

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

/** The lockfile installs anywhere: see lock.js. */
function checkLockfile() {
  const { text, mended } = readLock();
  const isRight = text === mended;
  if (!isRight) console.log("package-lock.json needs mending: npm run lock");
  console.log(`${isRight ? "ok    " : "FAILED"} lockfile`);
  return isRight;
}
