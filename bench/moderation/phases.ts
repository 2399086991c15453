import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import type { Part } from "./part.ts";

/** What it costs to ask every rule about a comment. */
export const phasesPart: Part = {
  name: "phases",
  measure: async (setting) => {
    const build = fileURLToPath(new URL("../../scripts/build.js", import.meta.url));
    const { status } = spawnSync(process.execPath, [build], { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error("the program could not be built");
    // The program is TypeScript with JSX, which Node doesn't read by itself.
    const file = fileURLToPath(new URL("measure-phases.ts", import.meta.url));
    const { module } = await runnerImport<typeof import("./measure-phases.ts")>(file, { configFile: false });
    return module.measurePhases(setting);
  },
};
