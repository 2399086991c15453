import { removeSite } from "../features/sites/change-site.ts";
import { packageFolder } from "../main.ts";
import { type Command, readArgs, UsageError, withApp } from "./command.ts";

export const sampleCommand: Command = {
  name: "sample",
  usage: "sample add | remove",
  about: "Brings the sample newspaper, or removes it with everything on it.",
  options: [],
  run: async (args, terminal) => {
    const [act] = readArgs(args, {}).positionals;
    if (act !== "add" && act !== "remove") throw new UsageError("Say add or remove.");
    return withApp(terminal, async ({ app: { ctx } }) => {
      const samples = ctx.sites.all().filter((site) => site.isSample);
      if (act === "remove") {
        for (const site of samples) await ctx.db.transact((tx) => removeSite(tx, site, ctx.now()));
        terminal.print(
          samples.length > 0
            ? `Removed: ${samples.map((site) => site.name).join(", ")}`
            : "There is no sample.",
        );
        return 0;
      }
      if (ctx.sites.all().length > 0) throw new UsageError("The sample needs an installation without sites.");
      const { loadSample } = await import("../features/transfer/sample/load-sample.ts");
      await loadSample(ctx, `${packageFolder}sample`, Intl.DateTimeFormat().resolvedOptions().timeZone);
      terminal.print(
        `Added: ${ctx.sites
          .all()
          .map((site) => site.name)
          .join(", ")}`,
      );
      return 0;
    });
  },
};
