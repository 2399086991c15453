/** Dates of WordPress: "2007-04-25 13:41:07", local and in UTC; "0000-00-00" and year -0001 mean none. */

const quarterHour = 900_000;
const farthestOffset = 15 * 3_600_000;

const written = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?Z?)?$/;

/** UTC milliseconds of a wall-clock time read as if it were UTC; null for no date, undefined for nonsense. */
export function wallClock(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || /^-?0{3,4}[01]?-/.test(trimmed)) return null;
  const match = written.exec(trimmed);
  if (!match) return undefined;
  const month = Number(match[2]) - 1;
  const day = Number(match[3]);
  const hour = Number(match[4] ?? 0);
  const time = Date.UTC(Number(match[1]), month, day, hour, Number(match[5] ?? 0), Number(match[6] ?? 0));
  const back = new Date(time);
  // Date.UTC turns 31 February into March.
  return back.getUTCDate() === day && back.getUTCMonth() === month && hour < 24 ? time : undefined;
}

/** RFC 822, as in pubDate. The epoch itself is what WordPress writes for a draft. */
export function rfc822(text: string): number | null {
  if (/-0001|\b0000\b/.test(text.replace(/[+-]0000\s*$/, ""))) return null;
  const time = Date.parse(text);
  return Number.isFinite(time) && time !== 0 ? time : null;
}

/** Local minus UTC, in milliseconds; null where the two are not one moment. */
export function offsetBetween(
  local: number | null | undefined,
  utc: number | null | undefined,
): number | null {
  if (local == null || utc == null) return null;
  const offset = Math.round((local - utc) / quarterHour) * quarterHour;
  return Math.abs(offset) <= farthestOffset && Math.abs(local - utc - offset) < 120_000 ? offset : null;
}

export interface DatePair {
  local: string;
  utc: string;
}

export interface ReadDate {
  at: number | null;
  mended: "missing-gmt-date" | "impossible-date" | null;
}

/** `offset`: what to take off a local time whose UTC counterpart is missing. */
export function readDate(pair: DatePair, offset: number): ReadDate {
  const utc = wallClock(pair.utc);
  if (typeof utc === "number") return { at: utc, mended: null };
  const local = wallClock(pair.local);
  if (typeof local === "number") return { at: local - offset, mended: "missing-gmt-date" };
  return { at: null, mended: utc === undefined || local === undefined ? "impossible-date" : null };
}
