import type { Context } from "../../../context.ts";
import { stateLongHolds } from "../../moderation/law/state-long-holds.ts";
import { resumeErasures } from "./erase.ts";
import { forgetOld } from "./forget.ts";

const aMinute = 60_000;
const anHour = 60 * aMinute;

/**
 * Goes on with erasures that a crash or their size left unfinished, forgets what is old, and tells writers whose comments
 * have waited for long: looks every minute whether there is anything to do. Gives what stops it; that resolves when nothing is under way any more.
 */
export function keepHouse(ctx: Context): () => Promise<void> {
  const stopping = new AbortController();
  let working = Promise.resolve();
  let holdsAt = 0;
  const look = async (isFirst: boolean) => {
    try {
      await resumeErasures(ctx, stopping.signal);
      if (!isFirst) await forgetOld(ctx, { isDue: true, signal: stopping.signal });
    } catch (error) {
      ctx.log.error({ err: error }, "what is to be forgotten is still there");
    }
    if (isFirst || ctx.now() - holdsAt < anHour) return;
    try {
      await stateLongHolds(ctx, stopping.signal);
      holdsAt = ctx.now();
    } catch (error) {
      ctx.log.error({ err: error }, "who waits for long has not been told why");
    }
  };
  const begin = (isFirst: boolean) => {
    // One after the other: a long one isn't joined by the next.
    working = working.then(() => look(isFirst));
  };
  // A program that has just begun has readers to answer first: what is old has waited for days.
  begin(true);
  const timer = setInterval(() => begin(false), aMinute);
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await working;
  };
}
