#!/usr/bin/env -S node --min-semi-space-size=4 --max-semi-space-size=8
// The command. A server that has idled gives the memory back in which new things begin, and as little of what it answers
// with outlives a moment, it would never take it again: hence the least size above, and the most that is of use.
// In a checkout it first builds what is missing or stale; an installed package brings its build along.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  const pinned = new URL("../node_modules/node/bin/node", import.meta.url);
  if (!existsSync(pinned)) {
    console.error(
      `Belowline needs Node 24 or newer; this is ${process.version}. Run "npm ci" first: it brings one along.`,
    );
    process.exit(1);
  }
  const { spawn } = await import("node:child_process");
  const child = spawn(fileURLToPath(pinned), [...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  if (existsSync(new URL("../src", import.meta.url))) await buildWhenStale();
  // Loading leaves nothing behind, so the heap needn't grow for it.
  setFlagsFromString("--semi-space-growth-factor=1");
  await import("../dist/server/cli.js");
}

/** In a process of its own: what a build needs of memory is not to stay with the server. */
async function buildWhenStale() {
  const { isFresh } = await import("../scripts/build.js");
  if (isFresh()) return;
  const { spawnSync } = await import("node:child_process");
  const script = fileURLToPath(new URL("../scripts/build.js", import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(1);
}
