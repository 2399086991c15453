import { type Command, UsageError } from "./command.ts";

export const importCommand: Command = {
  name: "import",
  usage: "import wordpress FILE",
  about: "Brings stories and comments from elsewhere.",
  options: [],
  run: async () => {
    throw new UsageError("being written");
  },
};
