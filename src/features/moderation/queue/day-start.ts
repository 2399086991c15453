const formats = new Map<string, Intl.DateTimeFormat>();

/** When the day began at a place: milliseconds since 1970. On the day on which clocks change it may be off by the change. */
export function dayStart(now: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  const [hours = 0, minutes = 0, seconds = 0] = format.format(now).split(":").map(Number);
  return Math.floor(now / 1000) * 1000 - ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
