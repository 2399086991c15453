import type { Locale } from "../../../../platform/html/locale.ts";
import { offsetAt, readZonedTime } from "../../../stories/zoned-time.ts";
import type { Span } from "../period.ts";

/** A half-year or a month of the site's calendar, for which numbers are published. */
export interface ReportPeriod extends Span {
  /** "2026-H1" or "2026-06". */
  name: string;
  year: number;
  /** From 1. */
  firstMonth: number;
  months: 6 | 1;
}

/** Reads the name of a period; null: there is no such. */
export function readReportPeriod(name: string, timeZone: string): ReportPeriod | null {
  const match = /^(\d{4})-(?:H([12])|(0[1-9]|1[0-2]))$/.exec(name);
  if (!match) return null;
  const [, year = "", half, month] = match;
  const months = half === undefined ? 1 : 6;
  const firstMonth = half === undefined ? Number(month) : Number(half) * 6 - 5;
  return {
    name,
    year: Number(year),
    firstMonth,
    months,
    from: beginning(Number(year), firstMonth, timeZone),
    before: beginning(Number(year), firstMonth + months, timeZone),
  };
}

/** The moment at which a month begins; the thirteenth is the next year's first. */
export function beginning(year: number, month: number, timeZone: string): number {
  const first = new Date(Date.UTC(year, month - 1, 1));
  return readZonedTime(`${first.toISOString().slice(0, 10)}T00:00`, timeZone);
}

/** The half-year, or the month, in which a moment lies. */
export function reportPeriodAt(at: number, months: 6 | 1, timeZone: string): string {
  const local = new Date(at + offsetAt(at, timeZone));
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + 1];
  return months === 6 ? `${year}-H${month <= 6 ? 1 : 2}` : `${year}-${String(month).padStart(2, "0")}`;
}

/** All half-years between two moments, the latest first, each with those of its months that lie between them too. */
export function reportPeriods(first: number, now: number, timeZone: string) {
  const found: { half: ReportPeriod; months: ReportPeriod[] }[] = [];
  for (let at = now; found.length < mostHalves; ) {
    const half = readReportPeriod(reportPeriodAt(at, 6, timeZone), timeZone);
    if (!half) break;
    const months = Array.from({ length: 6 }, (_, index) => half.firstMonth + index).flatMap((month) => {
      const period = readReportPeriod(`${half.year}-${String(month).padStart(2, "0")}`, timeZone);
      return period && period.before > first && period.from <= now ? [period] : [];
    });
    found.push({ half, months });
    if (half.from <= first) break;
    at = half.from - 1;
  }
  return found;
}

// Fifty years: what was brought along from elsewhere can be old.
const mostHalves = 100;

export function periodLabel({ months, year, from }: ReportPeriod, locale: Locale, half = from): string {
  if (months === 1) return locale.month(from + 12 * 3_600_000);
  const isFirst = new Date(half + 24 * 3_600_000).getUTCMonth() < 5;
  // A year is no number: it has no thousands.
  const digits = String(year).replace(/\d/g, (digit) => locale.number(Number(digit)));
  return locale.message(isFirst ? "transparency.half.first" : "transparency.half.second", { year: digits });
}
