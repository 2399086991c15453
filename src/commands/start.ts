import { start } from "../main.ts";
import { type Command, readArgs } from "./command.ts";

export const startCommand: Command = {
  name: "start",
  usage: "start [--empty]",
  about: "Serves the site.\nAn empty data folder gets a small sample newspaper first.",
  options: ["--empty   bring no sample newspaper"],
  run: async (args) => {
    const { values } = readArgs(args, { empty: { type: "boolean", default: false } });
    await start({ empty: values.empty });
    return -1;
  },
};
