import type { Locale } from "../../../platform/html/locale.ts";

const aMinute = 60_000;
const aDay = 24 * 60;

/** How long something took or waits, in few letters: "9 min". */
export function waitWords(locale: Locale, milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / aMinute));
  if (minutes < 60) return locale.message("queue.wait.minutes", { n: locale.number(minutes) });
  if (minutes < aDay)
    return locale.message("queue.wait.hours", { n: locale.number(Math.floor(minutes / 60)) });
  return locale.message("queue.wait.days", { n: locale.number(Math.floor(minutes / aDay)) });
}

/** Who waits longer than this is told of in red. */
export const tooLong = 10 * aMinute;
