import { inAsciiDigits } from "../../../platform/text/digits.ts";
import type { Shift } from "./rule-settings.ts";

/** The hours of a day as people write them: "08:00–12:30, 22:00–02:00". The last may go on into the next day. */
export function writeDay(shifts: readonly Shift[], day: number): string {
  const next = (day % 7) + 1;
  const before = ((day + 5) % 7) + 1;
  const goesOn = (of: number) => shifts.some((shift) => shift.day === of && shift.to === "24:00");
  const fromMidnight = (of: number) => shifts.find((shift) => shift.day === of && shift.from === "00:00");
  return (
    shifts
      .filter((shift) => shift.day === day)
      // It stands with the day on which it began.
      .filter((shift) => !(shift.from === "00:00" && shift.to !== "24:00" && goesOn(before)))
      .map(({ from, to }) => {
        const rest = to === "24:00" && from !== "00:00" ? fromMidnight(next) : undefined;
        return `${from}–${rest && rest.to !== "24:00" ? rest.to : to}`;
      })
      .join(", ")
  );
}

const span = /^(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|—|−)\s*(\d{1,2})(?:[:.](\d\d))?$/;

/** The hours that somebody typed for a day; null: they can't be read. A shift past midnight is two. */
export function readDay(typed: string, day: number): Shift[] | null {
  const parts = inAsciiDigits(typed)
    .split(/[,،;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const shifts: Shift[] = [];
  for (const part of parts) {
    const match = span.exec(part);
    if (!match) return null;
    const [, fromHour, fromMinute, toHour, toMinute] = match;
    const [from, to] = [clock(fromHour, fromMinute), clock(toHour, toMinute)];
    if (!from || !to || from === "24:00" || from === to) return null;
    if (from < to) shifts.push({ day, from, to });
    else {
      shifts.push({ day, from, to: "24:00" });
      if (to !== "00:00") shifts.push({ day: (day % 7) + 1, from: "00:00", to });
    }
  }
  return shifts;
}

function clock(hour = "", minute = "00"): string | null {
  const [hours, minutes] = [Number(hour), Number(minute)];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, "0")}:${minute}`;
}
