import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { buildProgram } from "./build-program.ts";
import type { Part } from "./part.ts";

/** What it costs to ask every rule about a comment. */
export const phasesPart: Part = {
  name: "phases",
  measure: async (setting) => {
    buildProgram();
    // The program is TypeScript with JSX, which Node doesn't read by itself.
    const file = fileURLToPath(new URL("measure-phases.ts", import.meta.url));
    const { module } = await runnerImport<typeof import("./measure-phases.ts")>(file, { configFile: false });
    return module.measurePhases(setting);
  },
};
