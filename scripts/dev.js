// npm run dev: builds on every change and restarts the server.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "./build.js";

const root = fileURLToPath(new URL("..", import.meta.url));
let child;
let pending;

function stop() {
  if (!child || child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

async function restart() {
  try {
    await build();
  } catch (error) {
    console.error(error.message);
    return;
  }
  await stop();
  child = spawn(process.execPath, ["dist/server/cli.js", "start", ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
}

watch(`${root}/src`, { recursive: true }, () => {
  clearTimeout(pending);
  pending = setTimeout(restart, 80);
});
process.on("SIGINT", async () => {
  await stop();
  process.exit(0);
});
await restart();
