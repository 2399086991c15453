import type { Job, Outcome } from "./job.ts";
import { median } from "./median.ts";
import { cpuSeconds } from "./process-figures.ts";
import type { Server } from "./servers.ts";
import type { Setting } from "./setting.ts";

/** One job, and how busy it kept both sides: as shares of a processor; null where the system doesn't say. */
export interface Turn {
  outcome: Outcome;
  server: number | null;
  asking: number | null;
}

export async function takeTurn({ load }: Setting, { pid }: Pick<Server, "pid">, job: Job): Promise<Turn> {
  const before = { server: cpuSeconds(pid), asking: cpuSeconds(load.pid) };
  const outcome = await load.run(job);
  const share = (earlier: number | null, later: number | null) =>
    earlier === null || later === null ? null : (later - earlier) / outcome.seconds;
  return {
    outcome,
    server: share(before.server, cpuSeconds(pid)),
    asking: share(before.asking, cpuSeconds(load.pid)),
  };
}

/** A median share, as text. */
export function percent(shares: readonly (number | null)[]): string {
  const known = shares.filter((each) => each !== null);
  return known.length > 0 ? `${(median(known) * 100).toFixed(0)}%` : "unknown";
}

/** What was wrong in some turns, in words. */
export function complaintsOf(turns: readonly Turn[]): string[] {
  const wrong = turns.reduce((sum, { outcome }) => sum + outcome.wrong, 0);
  const complaints = new Set(turns.flatMap(({ outcome }) => outcome.complaints));
  return wrong === 0 ? [] : [`${wrong} answers were wrong`, ...[...complaints].slice(0, 5)];
}
