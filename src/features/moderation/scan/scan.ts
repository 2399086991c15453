import type { ScanId, SiteId } from "../../../platform/lib/ids.ts";
import type { PhaseName } from "../phases/phase.ts";

/**
 * running: some process works at it, or will. stopped: somebody has stopped it. full: it has found as many as it may, and
 * waits for the desk to look at them. done: it has looked at everything.
 */
export type ScanState = "running" | "stopped" | "full" | "done";

/** The rules are asked about comments that are there already. */
export interface Scan {
  id: ScanId;
  siteId: SiteId;
  state: ScanState;
  /** Comments from this moment on: milliseconds since 1970; 0: from the first. */
  from: number;
  /** Up to when it began: what came later was judged when it came. */
  to: number;
  /** The last comment that was looked at. */
  cursor: { at: number; id: number };
  /** How many there were to look at when it began. */
  total: number;
  looked: number;
  found: number;
  /** So many may be found before somebody has to say that it shall go on. */
  most: number;
  /** The number of finds at which it stops. */
  room: number;
  version: number;
  takenUntil: number;
  startedAt: number;
  changedAt: number;
}

/** For so many milliseconds a process has a scan to itself after each slice. */
export const takenFor = 20_000;

export const usualMost = 500;
export const mostMost = 10_000;

/**
 * The rules that a scan asks: those that look at the words. What depends on the moment in which a comment came, on who
 * wrote it or on the discussion was known then, and services elsewhere are not asked.
 */
export const scanning: readonly PhaseName[] = ["shape", "links", "words", "repeats", "learner"];
