import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the program, in a process of its own: what that needs of memory is not to stay with this one. */
export function buildProgram(): void {
  const build = fileURLToPath(new URL("../../scripts/build.js", import.meta.url));
  const { status } = spawnSync(process.execPath, [build], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("the program could not be built");
}
