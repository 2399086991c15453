import { existsSync, statSync } from "node:fs";
import { progressLines } from "../features/transfer/import/progress.ts";
import { ImportBusyError } from "../features/transfer/import/run-import.ts";
import { importWordpress, type WordpressImport } from "../features/transfer/wordpress/import-wordpress.ts";
import { reportLines } from "../features/transfer/wordpress/report-text.ts";
import { SiteChoiceError } from "../features/transfer/wordpress/site-of-export.ts";
import { WxrError } from "../features/transfer/wordpress/wxr.ts";
import { keepHeapSmall } from "../platform/lib/small-heap.ts";
import { type Command, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const importCommand: Command = {
  name: "import",
  usage: "import wordpress FILE [--site KEY] [--dry-run] [--pages] [--fetch-media]",
  about:
    "Brings stories and comments from elsewhere: from WordPress by its export file (Tools, Export, All content).\n" +
    "It can be stopped at any time and goes on when called again; calling it again brings nothing twice.",
  options: [
    "--site KEY        which site; a new one when there is none with this key (absent: the only one, or a new one)",
    "--dry-run         only tells what would be taken",
    "--pages           takes pages too, not only posts",
    "--fetch-media     fetches the stories' pictures; without it they are links to where they lie",
    "--language LANG   a new site's language, BCP 47 (absent: what the file says, which is often wrong)",
    "--zone ZONE       a new site's time zone, IANA (absent: found from the file's times)",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      language: { type: "string" },
      zone: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      pages: { type: "boolean", default: false },
      "fetch-media": { type: "boolean", default: false },
    });
    const [source, file, ...more] = positionals;
    if (source !== "wordpress") throw new UsageError("Say where from: belowline import wordpress FILE");
    if (file === undefined || more.length > 0)
      throw new UsageError("Say which file: belowline import wordpress FILE");
    if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
    return run(terminal, {
      file,
      site: {
        key: values.site ?? null,
        language: values.language === undefined ? null : readLanguage(values.language),
        timeZone: values.zone === undefined ? null : readZone(values.zone),
        usualZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      withPages: values.pages,
      dryRun: values["dry-run"],
      fetchMedia: values["fetch-media"],
    });
  },
};

function readLanguage(value: string): string {
  try {
    const [language] = Intl.getCanonicalLocales(value);
    if (language) return language;
  } catch {
    // Said below.
  }
  throw new UsageError(`"${value}" is no language like en, ar or ckb.`);
}

function readZone(value: string): string {
  if (value === "UTC" || Intl.supportedValuesOf("timeZone").includes(value)) return value;
  throw new UsageError(`"${value}" is no time zone like Europe/Berlin.`);
}

type Wishes = Omit<WordpressImport, "signal" | "onProgress" | "onSite">;

async function run(terminal: Terminal, wishes: Wishes): Promise<number> {
  keepHeapSmall();
  const stopping = new AbortController();
  const forget = terminal.onInterrupt(() => {
    if (!stopping.signal.aborted) terminal.status.end("Stopping after this batch …");
    stopping.abort();
  });
  try {
    return await withApp(terminal, async ({ app: { ctx } }) => {
      const startedAt = ctx.now();
      const lines = progressLines(ctx.now, terminal.status.isRewritten ? 200 : 5000);
      const { outcome, site, tally, before, wxr } = await importWordpress(ctx, {
        ...wishes,
        signal: stopping.signal,
        onProgress: (progress) => {
          const line = lines.next(progress);
          if (line !== null) terminal.status.show(line);
        },
        onSite: (told) => {
          terminal.status.end();
          for (const line of siteLines(told, ctx.config.url, wishes)) terminal.print(line);
        },
      });
      terminal.status.end();
      if (outcome === "stopped") {
        terminal.print("Stopped. What was written is whole. To go on, give the same command again.");
        return 130;
      }
      const { dryRun: isDryRun, withPages } = wishes;
      const seconds = (ctx.now() - startedAt) / 1000;
      const siteName = site?.name ?? "";
      for (const line of reportLines({ tally, before, wxr, siteName, isDryRun, withPages, seconds }))
        terminal.print(line);
      return 0;
    });
  } catch (error) {
    terminal.status.end();
    if (error instanceof SiteChoiceError) throw new UsageError(error.message);
    if (!(error instanceof WxrError || error instanceof ImportBusyError)) throw error;
    terminal.status.end(error.message);
    return 1;
  } finally {
    forget();
  }
}

type Told = Parameters<WordpressImport["onSite"]>[0];

function siteLines({ site, isNew, earlier }: Told, url: string, { dryRun }: Wishes): string[] {
  const where = site.settings.host ?? `${url}${site.pathPrefix}/`;
  const lines: string[] = [];
  if (isNew) {
    lines.push(`${dryRun ? "Would open" : "Opening"} a site for it: ${site.name}, ${where}`);
    lines.push(
      `  key ${site.key}, language ${site.language}, time zone ${site.timeZone} (choose with --site, --language, --zone)`,
    );
    if (site.pathPrefix)
      lines.push("  Another site stands at / already. If that is the sample: belowline sample remove");
  } else lines.push(`Into ${site.name}, ${where}`);
  if (earlier === "stopped") lines.push("An import of this file was stopped: it goes on from there.");
  if (earlier === "finished")
    lines.push("This file was imported before: only what is new or changed is taken.");
  return [...lines, ""];
}
