import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { countPublished } from "../../discussion/reading.ts";
import { type Scan, takenFor } from "./scan.ts";
import { findScan, insertScan, lastScan, stepScan } from "./scan.store.ts";

/**
 * Begins a scan of all that is published on a site since a moment; null: one is running there already. Whichever process
 * looks next works at it, unless `isMine`: then this one does at once.
 */
export async function beginScan(
  ctx: Pick<Context, "db" | "now">,
  { siteId, from, most, isMine = false }: { siteId: SiteId; from: number; most: number; isMine?: boolean },
): Promise<Scan | null> {
  const to = ctx.now();
  const total = await countPublished(ctx.db.read, { siteId, from, to });
  return ctx.db.transact(async (tx) => {
    const id = await insertScan(tx, {
      ...{ siteId, from, to, total, most, startedAt: to },
      takenUntil: isMine ? to + takenFor : 0,
    });
    return id === null ? null : findScan(tx, id);
  });
}

/** Stops the scan of a site where it is. False: none is running. */
export async function stopScan(ctx: Pick<Context, "db" | "now">, siteId: SiteId): Promise<boolean> {
  return change(ctx, siteId, (scan, changedAt) =>
    scan.state === "running" ? { state: "stopped", takenUntil: 0, changedAt } : null,
  );
}

/**
 * Lets the last scan of a site go on where it ended, also one whose process is gone; one that was full may find as many
 * more. False: there is none, or somebody works at it.
 */
export async function resumeScan(
  ctx: Pick<Context, "db" | "now">,
  siteId: SiteId,
  { isMine = false }: { isMine?: boolean } = {},
): Promise<boolean> {
  return change(ctx, siteId, ({ state, found, most, room, takenUntil }, now) => {
    if (state === "done" || (state === "running" && takenUntil >= now)) return null;
    return {
      state: "running",
      room: found >= room ? found + most : room,
      takenUntil: isMine ? now + takenFor : 0,
      changedAt: now,
    };
  });
}

type Change = (scan: Scan, now: number) => Parameters<typeof stepScan>[2] | null;

/** Tries again when the process that works at it has been quicker. */
async function change(ctx: Pick<Context, "db" | "now">, siteId: SiteId, to: Change): Promise<boolean> {
  for (;;) {
    const outcome = await ctx.db.transact(async (tx) => {
      const scan = await lastScan(tx, siteId);
      const step = scan && to(scan, ctx.now());
      if (!scan || !step) return "none";
      return (await stepScan(tx, scan, step)) ? "done" : "again";
    });
    if (outcome !== "again") return outcome === "done";
  }
}
