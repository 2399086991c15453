import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, PersonId } from "../../../platform/lib/ids.ts";
import {
  type Counted,
  isFoundGood,
  openReportsOn,
  recordsOf,
  type ReportRecord,
  reportsAgainst,
} from "./report.store.ts";

/** What one report of somebody weighs of whom nothing is known. */
export const ordinary = 100;

/**
 * What a report weighs by what staff thought of its sender's others: from nearly 0 for somebody who is never right, to
 * nearly twice the ordinary for somebody who always is. The share of right ones is estimated with two right and two wrong
 * ones added: a beta prior (2, 2), which is also the middle of Wilson's interval at 95%, so that one report more or less
 * makes nobody a liar. Agresti, A., Coull, B. A. (1998), "Approximate is better than 'exact' for interval estimation of
 * binomial proportions", The American Statistician 52, 119–126.
 */
export function weightOf({ upheld, dismissed }: ReportRecord): number {
  return Math.round(2 * ordinary * ((upheld + 2) / (upheld + dismissed + 4)));
}

/** Many reports on one person in a short time from senders who can't be told apart from one sender. */
export interface Flood {
  reports: number;
  /** Of them, by readers who have never reported before. */
  newcomers: number;
  /** Different networks that the suspicious ones came from. */
  networks: number;
}

export interface Weighed {
  weight: number;
  reports: number;
  flood: Flood | null;
  /** The desk has found nothing in earlier ones. */
  isFoundGood: boolean;
}

const anHour = 3_600_000;
/** What came in a flood stays what it was for so long: the next report brings it no weight of its own. */
const aDay = 24 * anHour;
/** So many suspicious reports on one person in an hour are a flood. */
const floodFrom = 6;
/** And all of them together weigh as much as so many ordinary ones. */
const floodWeighs = 1;
const mostLookedAt = 500;

/** What the open reports on a comment weigh, all together. */
export async function weighReports(
  db: Db,
  { commentId, authorId, now }: { commentId: CommentId; authorId: PersonId; now: number },
): Promise<Weighed> {
  const open = await openReportsOn(db, commentId, mostLookedAt);
  const recent = await reportsAgainst(db, authorId, now - aDay, mostLookedAt);
  const reporters = [...new Set([...open, ...recent].map(({ reporter }) => reporter))];
  const records = await recordsOf(db, reporters);
  const weigh = ({ reporter }: Counted) => weightOf(records.get(reporter) ?? { upheld: 0, dismissed: 0 });
  const flooded = dense(suspiciousOf(recent, records));
  const ids = new Set(flooded.map(({ id }) => id));
  const single = open.filter(({ id }) => !ids.has(id)).reduce((sum, each) => sum + weigh(each), 0);
  const together = open.some(({ id }) => ids.has(id)) ? floodWeighs * ordinary : 0;
  const going = flooded.filter(({ at }) => at > now - anHour);
  return {
    weight: single + together,
    reports: open.length,
    flood: going.length >= floodFrom ? floodOf(going, records) : null,
    isFoundGood: await isFoundGood(db, commentId),
  };
}

/** Those of which so many lie within an hour as make a flood. */
function dense(reports: readonly Counted[]): Counted[] {
  const sorted = reports.toSorted((one, other) => one.at - other.at);
  const isDense = sorted.map(() => false);
  for (let from = 0, to = 0; to < sorted.length; to++) {
    const last = sorted[to]?.at ?? 0;
    while (last - (sorted[from]?.at ?? 0) >= anHour) from++;
    if (to - from + 1 >= floodFrom) isDense.fill(true, from, to + 1);
  }
  return sorted.filter((_, at) => isDense[at]);
}

/** Reports by readers of whom nothing is known, or who share a network with another of them. */
function suspiciousOf(recent: readonly Counted[], records: ReadonlyMap<string, ReportRecord>): Counted[] {
  const networks = Map.groupBy(recent, ({ network }) => network);
  return recent.filter(({ reporter, network }) => {
    const isShared = network !== "" && (networks.get(network)?.length ?? 0) > 1;
    const { upheld, dismissed } = records.get(reporter) ?? { upheld: 0, dismissed: 0 };
    return upheld <= dismissed && (isShared || upheld + dismissed === 0);
  });
}

function floodOf(suspicious: readonly Counted[], records: ReadonlyMap<string, ReportRecord>): Flood {
  return {
    reports: suspicious.length,
    newcomers: suspicious.filter(({ reporter }) => !records.has(reporter)).length,
    networks: new Set(suspicious.map(({ network }) => network)).size,
  };
}
