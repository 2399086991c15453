import { progressLines } from "../features/transfer/import/progress.ts";
import { ImportBusyError } from "../features/transfer/import/run-import.ts";
import { importWordpress, type WordpressImport } from "../features/transfer/wordpress/import-wordpress.ts";
import { reportLines } from "../features/transfer/wordpress/report-text.ts";
import { SiteChoiceError } from "../features/transfer/wordpress/site-of-export.ts";
import { WxrError } from "../features/transfer/wordpress/wxr.ts";
import { keepHeapSmall } from "../platform/lib/small-heap.ts";
import { type Terminal, UsageError, withApp } from "./command.ts";

/** What is to be imported, and how. */
type Wishes = Omit<WordpressImport, "signal" | "onProgress" | "onSite">;

/** Runs an import, with its progress and its report at the terminal. Gives the exit status. */
export async function runImport(terminal: Terminal, wishes: Wishes): Promise<number> {
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
