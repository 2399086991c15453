import { readZonedTime } from "../features/stories/zoned-time.ts";
import { type Command, chosenSite, readArgs, UsageError, withApp } from "./command.ts";

export const scanCommand: Command = {
  name: "scan",
  usage: "scan [--site KEY] [--since DATE] [--most N] [--dry-run]",
  about:
    "Asks the rules about comments that are there already: after an import, or when rules have changed.\n" +
    "What they object to waits among the reported comments and stays published. It can be stopped at any time and goes on\n" +
    "when called again.",
  options: [
    "--site KEY     which site (absent: the first)",
    "--since DATE   comments from this day on, like 2026-05-31 (absent: from the first)",
    "--most N       stops after so many finds; called again, it goes on (absent: 500)",
    "--dry-run      only tells what would be found",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      since: { type: "string" },
      most: { type: "string" },
      "dry-run": { type: "boolean", default: false },
    });
    if (positionals.length > 0) throw new UsageError(`What is "${positionals.join(" ")}"?`);
    const { runScan } = await import("./run-scan.ts");
    return withApp(terminal, async ({ app: { ctx } }) => {
      const site = chosenSite(ctx.sites, values.site);
      const from = values.since === undefined ? null : readDay(values.since, site.timeZone);
      if (from !== null && from > ctx.now()) throw new UsageError(`${values.since} lies in the future.`);
      const most = values.most === undefined ? null : readNumber(values.most);
      return runScan(terminal, ctx, { site, from, most, isDry: values["dry-run"] });
    });
  },
};

function readDay(typed: string, timeZone: string): number {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(typed)) return readZonedTime(typed, timeZone);
  } catch {
    // Said below.
  }
  throw new UsageError(`"${typed}" is no day like 2026-05-31.`);
}

function readNumber(typed: string): number {
  if (/^[1-9]\d{0,4}$/.test(typed)) return Number(typed);
  throw new UsageError("--most is a whole number from 1 to 99999.");
}
