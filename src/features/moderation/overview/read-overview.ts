import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { type Share, wilson } from "../../../platform/lib/wilson.ts";
import { namesOfStaff } from "../../people/staff/names-of-staff.ts";
import {
  activeStaff,
  type Counted,
  commentsBySlot,
  failures,
  halfHour,
  outcomesOfRule,
  queueFlow,
  queuesNow,
  reasons,
  waitsBySlot,
  workBySlot,
} from "./overview.store.ts";
import { clockOf, inFewer, type Period, type PeriodName, periodUntil, stepAt } from "./period.ts";
import { type Bins, quantile } from "./quantile.ts";

/** A queue as it is now. Spans in milliseconds. */
export interface QueueNow {
  queue: string;
  count: number;
  oldest: number;
  /** How many have waited less than ten minutes, an hour, a day. */
  tenMinutes: number;
  hour: number;
  day: number;
}

export interface OnDuty {
  /** Null: they decide by the command line, or are staff no longer. */
  name: string | null;
  decided: number;
  claimed: number;
  /** Null: they have only claimed something. */
  last: number | null;
}

export interface Overview {
  period: Period;
  at: number;
  /** For each step of the period. */
  comments: number[];
  held: number[];
  /** How many waited at the end of each step. */
  waiting: number[];
  /** Milliseconds; null: nothing was decided. */
  median: (number | null)[];
  ninetieth: (number | null)[];
  /** Over the whole period. */
  waits: { median: number; ninetieth: number; count: number } | null;
  /** Decisions by staff, by day of the week from Sunday and hour. */
  work: number[][];
  reasons: { who: string; code: string; action: string; n: number }[];
  failures: { rule: string; n: number; first: number; last: number }[];
  queues: QueueNow[];
  onDuty: OnDuty[];
  /** Of the learner, for each step: how many of those that it held staff refused, and how many of the refused it held. */
  learner: { period: Period; precision: (Share | null)[]; recall: (Share | null)[]; cases: number };
}

const recently = 30 * 60_000;
const aDay = 24 * 3_600_000;

/** All that the overview shows of a site. Kept for up to a minute: it is the same for all who look. */
export function readOverview(
  ctx: Pick<Context, "db" | "kept" | "now">,
  { id, timeZone }: { id: SiteId; timeZone: string },
  name: PeriodName,
): Promise<Overview> {
  return ctx.kept.get(`overview ${id} ${name}`, [], () =>
    overviewAt(ctx.db.read, id, periodUntil(ctx.now(), name, timeZone), { now: ctx.now(), timeZone }),
  );
}

async function overviewAt(
  db: Db,
  siteId: SiteId,
  period: Period,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<Overview> {
  const [comments, flow, waits, work, why, failed, queues, duty] = [
    await commentsBySlot(db, siteId, period),
    await queueFlow(db, siteId, period),
    await waitsBySlot(db, siteId, period),
    await workBySlot(db, siteId, period),
    await reasons(db, siteId, period),
    await failures(db, siteId, { from: now - aDay, before: now + 1 }),
    await queuesNow(db, siteId, now),
    await onDutyNow(db, siteId, now),
  ];
  const held = byStep(period, flow.began);
  const ceased = byStep(period, flow.ceased);
  const bins = binsByStep(period, waits);
  const all = bins.flat();
  const waitingNow = queues.find(({ queue }) => queue === "held")?.n ?? 0;
  return {
    period,
    at: now,
    comments: byStep(period, comments),
    held,
    waiting: lengths(waitingNow, held, ceased),
    median: bins.map((each) => quantile(each, 0.5)),
    ninetieth: bins.map((each) => quantile(each, 0.9)),
    waits: totals(all),
    work: byHourOfWeek(work, timeZone),
    reasons: why,
    failures: failed.map(({ actor, n, first, last }) => ({
      rule: actor.slice("rule:".length),
      n,
      first,
      last,
    })),
    queues: queues.map(({ n, since, ...queue }) => ({
      queue: queue.queue,
      count: n,
      oldest: now - since,
      tenMinutes: Number(queue.tenMinutes),
      hour: Number(queue.hour),
      day: Number(queue.day),
    })),
    onDuty: duty,
    learner: await learnerOver(db, siteId, period, work),
  };
}

function byStep(period: Period, rows: readonly Counted[]): number[] {
  const counts = period.steps.map(() => 0);
  for (const { slot, n } of rows) {
    const step = stepAt(period, Math.max(slot * halfHour, period.from));
    if (step !== null) counts[step] = (counts[step] ?? 0) + n;
  }
  return counts;
}

function binsByStep(period: Period, rows: readonly (Counted & { bin: number })[]): Bins[] {
  const bins: { bin: number; n: number }[][] = period.steps.map(() => []);
  for (const { slot, bin, n } of rows) {
    const step = stepAt(period, Math.max(slot * halfHour, period.from));
    if (step !== null) bins[step]?.push({ bin, n });
  }
  return bins;
}

function totals(bins: Bins): Overview["waits"] {
  const [median, ninetieth] = [quantile(bins, 0.5), quantile(bins, 0.9)];
  if (median === null || ninetieth === null) return null;
  return { median, ninetieth, count: bins.reduce((sum, { n }) => sum + n, 0) };
}

/** How many waited at the end of each step, told backwards from how many wait now. */
export function lengths(now: number, began: readonly number[], ceased: readonly number[]): number[] {
  const found: number[] = [];
  let waiting = now;
  for (let step = began.length - 1; step >= 0; step--) {
    found.unshift(waiting);
    waiting = Math.max(0, waiting - (began[step] ?? 0) + (ceased[step] ?? 0));
  }
  return found;
}

function byHourOfWeek(rows: readonly Counted[], timeZone: string): number[][] {
  const clock = clockOf(timeZone);
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { slot, n } of rows) {
    const { day, hour } = clock(slot * halfHour);
    const hours = week[day];
    if (hours) hours[hour] = (hours[hour] ?? 0) + n;
  }
  return week;
}

async function onDutyNow(db: Db, siteId: SiteId, now: number): Promise<OnDuty[]> {
  const { decided, claiming } = await activeStaff(db, siteId, { since: now - recently, now });
  const claims = new Map(claiming.map(({ claimed_by, n }) => [`staff:${claimed_by}`, n]));
  const actors = [...new Set([...decided.map(({ actor }) => actor), ...claims.keys()])];
  const names = await namesOfStaff(
    db,
    actors.map((actor) => actor.slice("staff:".length) as MemberId),
  );
  return actors.map((actor) => {
    const acts = decided.find((each) => each.actor === actor);
    const name = names.get(actor.slice("staff:".length) as MemberId) ?? null;
    return { name, decided: acts?.n ?? 0, claimed: claims.get(actor) ?? 0, last: acts?.last ?? null };
  });
}

/**
 * What the decisions say of the learner: of what it held in earnest. What it would have held in the shadow isn't among
 * them; the learner's own page knows.
 */
async function learnerOver(
  db: Db,
  siteId: SiteId,
  whole: Period,
  work: readonly { slot: number; refused: number }[],
): Promise<Overview["learner"]> {
  const own = await outcomesOfRule(db, siteId, "learner", whole);
  const cases = own.reduce((sum, { n }) => sum + n, 0);
  const period = inFewer(whole, 13);
  if (cases === 0) return { period, precision: [], recall: [], cases };
  const held = byStep(period, own);
  const right = byStep(
    period,
    own.filter(({ after }) => after !== "published"),
  );
  const refused = byStep(
    period,
    work.map(({ slot, refused: n }) => ({ slot, n })),
  );
  return {
    period,
    cases,
    precision: period.steps.map((_, step) => wilson(right[step] ?? 0, held[step] ?? 0)),
    recall: period.steps.map((_, step) =>
      wilson(right[step] ?? 0, Math.max(refused[step] ?? 0, right[step] ?? 0)),
    ),
  };
}
