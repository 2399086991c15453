import type { Locale } from "../../../platform/html/locale.ts";
import { offsetAt, readZonedTime } from "../../stories/zoned-time.ts";

export const periodNames = ["day", "week", "month", "quarter"] as const;
export type PeriodName = (typeof periodNames)[number];

/** Milliseconds since 1970, the end excluded. */
export interface Span {
  from: number;
  before: number;
}

/** What the overview looks at: a span of time in steps of an hour or a day of the site's clock. */
export interface Period extends Span {
  name: PeriodName;
  unit: "hour" | "day";
  steps: readonly Span[];
}

const anHour = 3_600_000;
const aDay = 24 * anHour;
const lengths: Readonly<Record<PeriodName, { unit: "hour" | "day"; count: number }>> = {
  day: { unit: "hour", count: 24 },
  week: { unit: "hour", count: 168 },
  month: { unit: "day", count: 30 },
  quarter: { unit: "day", count: 91 },
};

/** The last day, week, month or quarter up to now, with the hour or day that is under way as its last step. */
export function periodUntil(now: number, name: PeriodName, timeZone: string): Period {
  const { unit, count } = lengths[name];
  const starts = unit === "hour" ? hoursUntil(now, count, timeZone) : daysUntil(now, count, timeZone);
  const steps = starts.map((from, index) => ({ from, before: starts[index + 1] ?? now + 1 }));
  return { name, unit, from: starts[0] ?? now, before: now + 1, steps };
}

function hoursUntil(now: number, count: number, timeZone: string): number[] {
  const offset = offsetAt(now, timeZone);
  const current = Math.floor((now + offset) / anHour) * anHour - offset;
  return Array.from({ length: count }, (_, index) => current - (count - 1 - index) * anHour);
}

function daysUntil(now: number, count: number, timeZone: string): number[] {
  const noon = Math.floor((now + offsetAt(now, timeZone)) / aDay) * aDay + aDay / 2;
  return Array.from({ length: count }, (_, index) =>
    midnight(new Date(noon - (count - 1 - index) * aDay), timeZone),
  );
}

function midnight(day: Date, timeZone: string): number {
  return readZonedTime(`${day.toISOString().slice(0, 10)}T00:00`, timeZone);
}

/** The same period in at most so many steps: there are few cases in each of many. */
export function inFewer(period: Period, most: number): Period {
  const size = Math.ceil(period.steps.length / most);
  const steps = period.steps.flatMap(({ from }, index) =>
    index % size === 0 ? [{ from, before: period.steps[index + size]?.from ?? period.before }] : [],
  );
  return { ...period, steps };
}

/** In which step of a period a moment lies; null: in none. */
export function stepAt({ steps }: Pick<Period, "steps">, at: number): number | null {
  let [low, high] = [0, steps.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const step = steps[middle];
    if (!step) return null;
    if (at < step.from) high = middle - 1;
    else if (at >= step.before) low = middle + 1;
    else return middle;
  }
  return null;
}

/** Names of the steps for a table, and for the axis where a new day, or another week, begins. */
export function pointsOf({ unit, steps, name }: Period, locale: Locale) {
  return steps.map(({ from }, index) => {
    if (unit === "hour") {
      const label = locale.message("overview.hourOf", { day: locale.day(from), hour: locale.hour(from) });
      const local = new Date(from + offsetAt(from, locale.timeZone)).getUTCHours();
      if (name === "day") return local % 3 === 0 ? { label, mark: locale.hour(from) } : { label };
      if (steps.length < 24) return index % 3 === 0 ? { label, mark: locale.day(from) } : { label };
      return local === 0 ? { label, mark: locale.day(from) } : { label };
    }
    const label = locale.day(from);
    const every = Math.ceil(steps.length / 7);
    return index % every === 0 ? { label, mark: label } : { label };
  });
}

/** Hours of the week of the site's clock: day 0 to 6 from Sunday, hour 0 to 23. */
export function clockOf(timeZone: string): (at: number) => { day: number; hour: number } {
  const offsets = new Map<number, number>();
  return (at) => {
    // Clocks change at quarters of an hour at most; asking for every hour would do, were there no such zones.
    const key = Math.floor(at / (anHour / 2));
    const offset = offsets.get(key) ?? offsetAt(at, timeZone);
    offsets.set(key, offset);
    const local = new Date(at + offset);
    return { day: local.getUTCDay(), hour: local.getUTCHours() };
  };
}
