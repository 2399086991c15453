const aMinute = 60_000;
const anHour = 60 * aMinute;

/** After so many tries a mail is given up: that is about two days. */
export const mostTries = 12;

/** How long a mail waits after its nth try has failed, n from 1: milliseconds. `chance` is from 0 up to 1. */
export function pauseAfter(tries: number, chance: number): number {
  const pause = Math.min(aMinute * 3 ** (tries - 1), 6 * anHour);
  // What failed together is not to come back together.
  return Math.round(pause * (0.75 + chance / 2));
}

/** How long a sender leaves a server alone that took no mail the last `times` times: milliseconds. */
export function pauseAfterOutage(times: number, chance: number): number {
  return Math.round(Math.min(5000 * 2 ** (times - 1), 5 * aMinute) * (0.75 + chance / 2));
}
