import { offsetAt, readZonedTime } from "../../stories/zoned-time.ts";
import type { Duty } from "../../stories/story.ts";
import type { RuleSettings, Shift } from "./rule-settings.ts";

const aMinute = 60_000;
const aDay = 24 * 60 * aMinute;

/** Whether somebody is on duty at a moment, by the clock of the site's time zone. Where there is no plan, always. */
export function isOnDuty(shifts: readonly Shift[], timeZone: string, at: number): boolean {
  if (shifts.length === 0) return true;
  const wall = new Date(at + offsetAt(at, timeZone));
  const day = isoDay(wall);
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  return shifts.some(
    (shift) => shift.day === day && minutesOf(shift.from) <= minute && minute < minutesOf(shift.to),
  );
}

/** When that changes next, within eight days; null: it doesn't. */
export function nextTurn(shifts: readonly Shift[], timeZone: string, at: number): number | null {
  const isNow = isOnDuty(shifts, timeZone, at);
  const today = at + offsetAt(at, timeZone);
  const edges = Array.from({ length: 9 }, (_, n) => new Date(today + n * aDay)).flatMap((wall) =>
    shifts
      .filter(({ day }) => day === isoDay(wall))
      .flatMap(({ from, to }) => [from, to].map((time) => momentOf(wall, time, timeZone))),
  );
  return (
    edges
      .filter((edge) => edge > at)
      .toSorted((one, other) => one - other)
      // One shift may begin as another ends.
      .find((edge) => isOnDuty(shifts, timeZone, edge) !== isNow) ?? null
  );
}

/** Null: the site has no plan. */
export function dutyAt({ phases }: RuleSettings, timeZone: string, at: number): Duty | null {
  const { on, outside, shifts } = phases.openingHours;
  if (!on || shifts.length === 0) return null;
  return { isOn: isOnDuty(shifts, timeZone, at), outside, turnsAt: nextTurn(shifts, timeZone, at) };
}

/** When discussions open again that are closed because nobody is on duty; null: they aren't closed. */
export function opensAgainAt(rules: RuleSettings, timeZone: string, at: number): number | null {
  if (rules.phases.openingHours.outside !== "close") return null;
  const duty = dutyAt(rules, timeZone, at);
  return duty && !duty.isOn ? duty.turnsAt : null;
}

function isoDay(wall: Date): number {
  return wall.getUTCDay() || 7;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** When the clock shows `time` on a day. */
function momentOf(wall: Date, time: string, timeZone: string): number {
  const midnight = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
  const local = new Date(midnight + minutesOf(time) * aMinute).toISOString().slice(0, 16);
  return readZonedTime(local, timeZone);
}
