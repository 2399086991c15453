import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { buildProgram } from "./build-program.ts";
import type { Part } from "./part.ts";

/** Ten thousand comments in a minute from two thousand devices: whether others still read, and whether the desk can end it. */
export const floodPart: Part = {
  name: "flood",
  measure: async (setting) => {
    buildProgram();
    const file = fileURLToPath(new URL("measure-flood.ts", import.meta.url));
    const { module } = await runnerImport<typeof import("./measure-flood.ts")>(file, { configFile: false });
    return module.measureFlood(setting);
  },
};
