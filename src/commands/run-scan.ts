import type { Context } from "../context.ts";
import { beginScan, resumeScan, stopScan } from "../features/moderation/scan/order-scan.ts";
import { previewScan } from "../features/moderation/scan/preview-scan.ts";
import { workAtScan } from "../features/moderation/scan/run-scans.ts";
import { readScan } from "../features/moderation/scan/read-scan.ts";
import { type Scan, usualMost } from "../features/moderation/scan/scan.ts";
import type { OpenSite } from "../features/sites/sites.ts";
import { number } from "../features/transfer/import/progress.ts";
import type { Terminal } from "./command.ts";

interface Wishes {
  site: OpenSite;
  /** Null: from the first, or where the last scan ended. */
  from: number | null;
  most: number | null;
  isDry: boolean;
}

interface Where {
  looked: number;
  total: number;
  found: number;
}

/** Scans a site, with its progress at the terminal. Gives the exit status. */
export async function runScan(terminal: Terminal, ctx: Context, wishes: Wishes): Promise<number> {
  const stopping = new AbortController();
  const forget = terminal.onInterrupt(() => {
    if (!stopping.signal.aborted) terminal.status.end("Stopping after this slice …");
    stopping.abort();
  });
  const startedAt = ctx.now();
  let lastLine = ctx.now();
  const show = (where: Where) => {
    if (ctx.now() - lastLine < (terminal.status.isRewritten ? 200 : 5000)) return;
    lastLine = ctx.now();
    terminal.status.show(lineOf(where, (ctx.now() - startedAt) / 1000));
  };
  try {
    return await (wishes.isDry ? preview : scan)(terminal, ctx, wishes, { signal: stopping.signal, show });
  } finally {
    terminal.status.end();
    forget();
  }
}

interface Watching {
  signal: AbortSignal;
  show(where: Where): void;
}

async function preview(
  terminal: Terminal,
  ctx: Context,
  { site, from, most }: Wishes,
  { signal, show }: Watching,
): Promise<number> {
  const seen = await previewScan(ctx, site, {
    from: from ?? 0,
    most: most ?? Infinity,
    signal,
    onSlice: show,
  });
  terminal.status.end();
  terminal.print(`${site.name}: looked at ${number(seen.looked)} of ${number(seen.total)} comments`);
  terminal.print(`Would let ${number(seen.found)} wait${seen.found > 0 ? ", by the rules:" : "."}`);
  for (const [phase, n] of seen.by) terminal.print(`  ${phase.padEnd(10)} ${number(n)}`);
  return signal.aborted ? 130 : 0;
}

async function scan(
  terminal: Terminal,
  ctx: Context,
  wishes: Wishes,
  { signal, show }: Watching,
): Promise<number> {
  const { site } = wishes;
  const begun = await begin(terminal, ctx, wishes);
  if (!begun) {
    terminal.print("A scan of this site is under way. Its progress stands at the desk: /desk/rules/scan");
    return 1;
  }
  const last = await workAtScan(ctx, begun, { signal, onSlice: show });
  terminal.status.end();
  if (signal.aborted && last?.state === "running") await stopScan(ctx, site.id);
  const now = await readScan(ctx, site.id);
  if (!now) return 1;
  terminal.print(
    `Looked at ${number(now.looked)} of ${number(now.total)} comments and found ${number(now.found)}.`,
  );
  switch (now.state) {
    case "done":
      return 0;
    case "full":
      terminal.print("That is enough for now. Go through them at the desk; the same command goes on then.");
      return 0;
    default:
      terminal.print("Stopped. To go on, give the same command again.");
      return 130;
  }
}

/** A new scan, or the one that was stopped; null: another process works at one. */
async function begin(terminal: Terminal, ctx: Context, { site, from, most }: Wishes): Promise<Scan | null> {
  const last = await readScan(ctx, site.id);
  const isSame = last !== null && last.state !== "done" && (from === null || from === last.from);
  if (last?.state === "running" || isSame) {
    if (!(await resumeScan(ctx, site.id, { isMine: true }))) return null;
    terminal.print(`${site.name}: going on after ${number(last?.looked ?? 0)} comments.`);
    return readScan(ctx, site.id);
  }
  const begun = await beginScan(ctx, {
    siteId: site.id,
    from: from ?? 0,
    most: most ?? usualMost,
    isMine: true,
  });
  if (begun) terminal.print(`${site.name}: ${number(begun.total)} published comments.`);
  return begun;
}

function lineOf({ looked, total, found }: Where, seconds: number): string {
  const percent = `${Math.min(100, Math.floor((looked / Math.max(1, total)) * 100))}%`.padStart(4);
  const rate = number(Math.round(looked / Math.max(seconds, 0.001)));
  return `Scanning:${percent}  ${number(looked)} of ${number(total)} comments, ${number(found)} found  ${rate}/s`;
}
