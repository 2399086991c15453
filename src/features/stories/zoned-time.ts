/**
 * The moment that a wall clock in `timeZone` (IANA) shows as `local` (`2026-06-09T07:10` or with seconds; with an
 * offset or Z it is taken as it is). A time that a change to summer time skips is moved forward by the gap. Throws
 * RangeError when it is not a time.
 */
export function readZonedTime(local: string, timeZone: string): number {
  const text = local.trim().replace(" ", "T");
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return parse(text);
  const dateOnly = /^\d{4}-\d\d-\d\d$/.test(text);
  const wall = parse(`${text}${dateOnly ? "T00:00" : ""}Z`);
  // The offset may differ at the moment found with the first guess, so it is asked for twice.
  const first = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(first, timeZone);
}

function parse(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError(`"${text}" is not a time like 2026-06-09T07:10`);
  return at;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far local time is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formatters.set(timeZone, formatter);
  }
  const name = formatter.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!match) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === "-" ? -size : size;
}
