import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { Scan } from "./scan.ts";
import { scanSlice } from "./scan-slice.ts";
import { scanToTake, stepScan } from "./scan.store.ts";

/** Milliseconds between two slices: who reads and writes meanwhile comes first. */
const breath = 25;
const lookEvery = 2000;

/**
 * Works at a scan until it is over, full or stopped, or `signal` says so. Gives it as it is then; null: it was stopped, or
 * another process works at it.
 */
export async function workAtScan(
  ctx: Context,
  scan: Scan,
  { signal, onSlice }: { signal: AbortSignal; onSlice?(scan: Scan): void },
): Promise<Scan | null> {
  let current = scan;
  while (current.state === "running" && !signal.aborted) {
    const site = ctx.sites.byId(current.siteId);
    if (!site) return null;
    const next = await scanSlice(ctx, site, current);
    if (!next) return null;
    onSlice?.(next);
    current = next;
    if (next.state === "running") await pause(breath);
  }
  return current;
}

/** Works at every scan that is to go on and at which nobody works. */
export async function workAtScans(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const scan = await scanToTake(ctx.db.read, ctx.now());
    if (!scan) return;
    const last = await workAtScan(ctx, scan, { signal });
    // Another process needn't wait until it is sure that this one is gone.
    if (last?.state === "running") await ctx.db.transact((tx) => stepScan(tx, last, { takenUntil: 0 }));
    // Somebody else was quicker: they work at it, or it has been stopped.
    if (!last) return;
  }
}

/**
 * Looks again and again for scans that are to go on, also after a crash. Several processes may do so: each scan is worked
 * at by one of them. Gives what stops it.
 */
export function startScans(ctx: Context): () => Promise<void> {
  const stopping = new AbortController();
  let working = Promise.resolve();
  const look = async () => {
    try {
      await workAtScans(ctx, stopping.signal);
    } catch (error) {
      ctx.log.error({ err: error }, "comments could not be scanned");
    }
  };
  let isWorking = false;
  const timer = setInterval(() => {
    if (isWorking) return;
    isWorking = true;
    working = look().finally(() => {
      isWorking = false;
    });
  }, lookEvery);
  timer.unref();
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await working;
  };
}
