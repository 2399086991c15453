import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import type { Part } from "./part.ts";

/** Whether walls of text are found again, and what it costs among a million comments. */
export const repeatsPart: Part = {
  name: "repeats",
  measure: async (setting) => {
    const file = fileURLToPath(new URL("measure-repeats.ts", import.meta.url));
    const { module } = await runnerImport<typeof import("./measure-repeats.ts")>(file, { configFile: false });
    return module.measureRepeats(setting);
  },
};
