import type { Context } from "../../../context.ts";
import { resumeErasures } from "./erase.ts";
import { forgetOld } from "./forget.ts";

const aMinute = 60_000;

/**
 * Goes on with erasures that a crash or their size left unfinished, and forgets what is old: looks every minute whether
 * there is anything to do. Gives what stops it; that resolves when nothing is under way any more.
 */
export function keepHouse(ctx: Context): () => Promise<void> {
  const stopping = new AbortController();
  let working = Promise.resolve();
  const look = async () => {
    try {
      await resumeErasures(ctx, stopping.signal);
      await forgetOld(ctx, { isDue: true, signal: stopping.signal });
    } catch (error) {
      ctx.log.error({ err: error }, "what is to be forgotten is still there");
    }
  };
  const begin = () => {
    // One after the other: a long one isn't joined by the next.
    working = working.then(look);
  };
  begin();
  const timer = setInterval(begin, aMinute);
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await working;
  };
}
