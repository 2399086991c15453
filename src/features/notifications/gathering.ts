import type { Told } from "./notice.store.ts";

const anHour = 3_600_000;
/** After the first mail of a day about one thread, the second, and all later ones. */
const gaps = [anHour, 4 * anHour, 12 * anHour];

/** When somebody is told of one more thing in a thread: the first at once, then ever rarer, all that came meanwhile in one mail. */
export function dueAfter(told: Told | null, now: number): number {
  if (told === null) return now;
  if (told.dueAt !== null) return told.dueAt;
  if (told.lastAt === null) return now;
  const gap = gaps[Math.min(told.mails, gaps.length) - 1] ?? anHour;
  return Math.max(now, told.lastAt + gap);
}
