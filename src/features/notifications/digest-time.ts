import type { MailChoice } from "./mail-choice.ts";
import { nextHour, weekday } from "./quiet-hours.ts";

const morning = 7;
/** Free of work in most of the world, and nowhere the day of a newspaper without readers. */
const saturday = 6;

/** When the next digest after a moment is due: at seven in the morning, weekly on Saturdays. */
export function nextDigest(after: number, { digest }: Pick<MailChoice, "digest">, timeZone: string): number {
  const next = nextHour(after, morning, timeZone);
  if (digest === "daily") return next;
  const days = (saturday - weekday(next, timeZone) + 7) % 7;
  return nextHour(after, morning, timeZone, days);
}
