import { offsetAt, readZonedTime } from "../stories/zoned-time.ts";

const anHour = 3_600_000;

/** When it stops being too late or too early for a mail, in whole hours of a time zone (IANA); null: it isn't. */
export function quietEnd(
  now: number,
  { from, until }: { from: number; until: number },
  timeZone: string,
): number | null {
  if (from === until) return null;
  const local = new Date(now + offsetAt(now, timeZone));
  const hour = local.getUTCHours();
  const isQuiet = from < until ? hour >= from && hour < until : hour >= from || hour < until;
  if (!isQuiet) return null;
  return nextHour(now, until, timeZone);
}

/** The next moment at which the clocks of a time zone show this whole hour. `days`: as many days later than the next. */
export function nextHour(now: number, hour: number, timeZone: string, days = 0): number {
  const local = new Date(now + offsetAt(now, timeZone));
  const later = (local.getUTCHours() >= hour ? 1 : 0) + days;
  const day = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + later));
  const clock = `${String(hour).padStart(2, "0")}:00`;
  // Where clocks go back, the same hour can lie behind us.
  return Math.max(readZonedTime(`${day.toISOString().slice(0, 10)}T${clock}`, timeZone), now + anHour / 4);
}

/** The day of the week of a moment in a time zone, 0 for Sunday. */
export function weekday(at: number, timeZone: string): number {
  return new Date(at + offsetAt(at, timeZone)).getUTCDay();
}
