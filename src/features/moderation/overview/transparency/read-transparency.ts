import type { Context } from "../../../../context.ts";
import type { SiteId } from "../../../../platform/lib/ids.ts";
import { type Counted, commentsBySlot, halfHour, waitsBySlot } from "../overview.store.ts";
import { type Span, stepAt } from "../period.ts";
import { quantile } from "../quantile.ts";
import { beginning, type ReportPeriod } from "./report-period.ts";
import {
  appealsIn,
  countStatements,
  firstDecisionAt,
  noticesIn,
  statementsBySlot,
} from "./transparency.store.ts";

/** What was restricted, told apart by everything that is published of it. */
export interface Restriction {
  measure: string;
  /** "terms" or "illegal". */
  ground: string;
  /** The Commission's: STATEMENT_CATEGORY_… */
  category: string;
  /** own, report or notice. */
  source: string;
  detected: number;
  /** fully, partly or not. */
  automated: string;
  /** "rule:NAME" or "staff". */
  who: string;
  code: string;
  n: number;
}

export interface Appeals {
  received: number;
  upheld: number;
  granted: number;
  open: number;
  /** Milliseconds; null: none was answered. */
  median: number | null;
}

export interface Transparency {
  /** Since when there is something to tell: milliseconds since 1970. */
  first: number;
  comments: number;
  restrictions: Restriction[];
  /** Months of a half-year, or days of a month. */
  steps: readonly Span[];
  commentsBy: number[];
  automatedBy: number[];
  humanBy: number[];
  waits: { median: number; ninetieth: number; count: number } | null;
  appeals: Appeals & { about: Readonly<Record<"content" | "account" | "notice", Appeals>> };
  notices: {
    received: number;
    removed: number;
    kept: number;
    open: number;
    median: number | null;
    byCategory: Readonly<Record<string, number>>;
  };
}

/** Since when a site has something to tell. */
export async function toldSince(ctx: Pick<Context, "db" | "kept">, siteId: SiteId): Promise<number | null> {
  return ctx.kept.get(`told since ${siteId}`, [], () => firstDecisionAt(ctx.db.read, siteId));
}

/** All that is published of a period. It names nobody, and says nothing of a single comment. */
export async function readTransparency(
  { db: { read: db } }: Pick<Context, "db">,
  { id, timeZone }: { id: SiteId; timeZone: string },
  period: ReportPeriod,
  { first, now }: { first: number; now: number },
): Promise<Transparency> {
  const steps = stepsOf(period, timeZone).filter(({ from }) => from <= now);
  const comments = inSteps(steps, await commentsBySlot(db, id, period));
  const statements = await statementsBySlot(db, id, period);
  const bins = await waitsBySlot(db, id, period);
  const [median, ninetieth] = [quantile(bins, 0.5), quantile(bins, 0.9)];
  const count = bins.reduce((sum, { n }) => sum + n, 0);
  return {
    first,
    comments: comments.reduce((sum, n) => sum + n, 0),
    restrictions: await countStatements(db, id, period),
    steps,
    commentsBy: comments,
    automatedBy: inSteps(
      steps,
      statements.filter(({ automated }) => automated === "fully"),
    ),
    humanBy: inSteps(
      steps,
      statements.filter(({ automated }) => automated !== "fully"),
    ),
    waits: median === null || ninetieth === null ? null : { median, ninetieth, count },
    appeals: await readAppeals(db, id, period),
    notices: await readNotices(db, id, period),
  };
}

function stepsOf({ year, firstMonth, months, from, before }: ReportPeriod, timeZone: string): Span[] {
  const starts =
    months === 6
      ? Array.from({ length: 6 }, (_, index) => beginning(year, firstMonth + index, timeZone))
      : Array.from({ length: Math.round((before - from) / aDay) }, (_, index) => from + index * aDay);
  return starts.map((start, index) => ({ from: start, before: starts[index + 1] ?? before }));
}

const aDay = 24 * 3_600_000;

function inSteps(steps: readonly Span[], rows: readonly Counted[]): number[] {
  const counts = steps.map(() => 0);
  const [first] = steps;
  for (const { slot, n } of rows) {
    const step = stepAt({ steps }, Math.max(slot * halfHour, first?.from ?? 0));
    if (step !== null) counts[step] = (counts[step] ?? 0) + n;
  }
  return counts;
}

type Db = Context["db"]["read"];

async function readAppeals(db: Db, siteId: SiteId, period: Span): Promise<Transparency["appeals"]> {
  const rows = await appealsIn(db, siteId, period);
  const isOnAccount = (measure: string | null) => measure === "suspend" || measure === "ban";
  const ofNotices = rows.filter(({ notice_id }) => notice_id > 0);
  const others = rows.filter(({ notice_id }) => notice_id === 0);
  return {
    ...summed(rows),
    about: {
      content: summed(others.filter(({ measure }) => !isOnAccount(measure))),
      account: summed(others.filter(({ measure }) => isOnAccount(measure))),
      notice: summed(ofNotices),
    },
  };
}

type Answerable = { at: number; answered_at: number | null; outcome: string };

function summed(rows: readonly Answerable[]): Appeals {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const [granted, upheld] = [count("granted"), count("upheld")];
  return {
    received: rows.length,
    granted,
    upheld,
    open: rows.length - granted - upheld,
    median: medianTime(rows),
  };
}

function medianTime(rows: readonly Answerable[]): number | null {
  const spans = rows
    .flatMap(({ at, answered_at }) => (answered_at === null ? [] : [answered_at - at]))
    .toSorted((one, other) => one - other);
  return spans[Math.ceil(spans.length / 2) - 1] ?? null;
}

async function readNotices(db: Db, siteId: SiteId, period: Span): Promise<Transparency["notices"]> {
  const rows = await noticesIn(db, siteId, period);
  const byCategory: Record<string, number> = {};
  for (const { category } of rows) byCategory[category] = (byCategory[category] ?? 0) + 1;
  const answered = rows.filter(({ answered_at }) => answered_at !== null);
  const removed = answered.filter(({ outcome }) => outcome === "removed").length;
  return {
    received: rows.length,
    removed,
    kept: answered.length - removed,
    open: rows.length - answered.length,
    median: medianTime(rows),
    byCategory,
  };
}
