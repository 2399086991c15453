import type { Context } from "../../context.ts";
import { gatherNotices } from "./gather-notices.ts";
import { type HeardEvents, hearNews } from "./hear-news.ts";
import { leastUrgent, urgent } from "./mail.ts";
import { orderDigests } from "./order-digests.ts";
import { pauseAfterOutage } from "./retry.ts";
import { chanceOf, sendDueMails } from "./send-mails.ts";
import { openPost, type Patience } from "./smtp.ts";
import { tidyMails } from "./tidy-mails.ts";

const lookEvery = 1500;
const tidyEvery = 60_000;

export interface MailJobs {
  /** Ends what is under way, and begins nothing more. */
  stop(): Promise<void>;
}

/**
 * Begins what mail needs in a process: hearing of events, gathering, digests, sending, tidying. Several processes may do
 * so; each piece of work is taken by one of them.
 */
export function startMailJobs(ctx: Context, patience?: Patience): MailJobs {
  let heard: HeardEvents | undefined;
  const loops = [
    repeat(ctx, "notices could not be gathered", lookEvery, async () => {
      heard = await hearNews(ctx, heard);
      await gatherNotices(ctx);
      await orderDigests(ctx);
      return null;
    }),
    repeat(ctx, "old mails could not be tidied up", tidyEvery, async () => {
      await tidyMails(ctx);
      return null;
    }),
    // Two ways out: who waits for a link doesn't wait for a thousand digests.
    ...(ctx.config.smtpUrl === null
      ? []
      : [sending(ctx, urgent, patience), sending(ctx, leastUrgent, patience)]),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

interface Loop {
  stop(): Promise<void>;
}

function sending(ctx: Context, least: number, patience: Patience | undefined): Loop {
  const post = openPost(ctx.config.smtpUrl ?? "", patience);
  let outages = 0;
  const loop = repeat(ctx, "mails could not be sent", lookEvery, async (isStopped) => {
    const { isOutage, sent } = await sendDueMails(ctx, post, { least, isStopped });
    post.close();
    if (sent > 0 || !isOutage) outages = 0;
    if (!isOutage) return null;
    outages++;
    return pauseAfterOutage(outages, chanceOf(ctx, `${ctx.now()}`));
  });
  return {
    stop: async () => {
      const tooLong = setTimeout(() => post.abort(), longestStop);
      await loop.stop();
      clearTimeout(tooLong);
    },
  };
}

/** A mail that is under way may still get its answer. */
const longestStop = 5000;

/** Does some work again and again, never twice at once. The work may say how many milliseconds to wait then. */
function repeat(
  ctx: Context,
  complaint: string,
  every: number,
  work: (isStopped: () => boolean) => Promise<number | null>,
): Loop {
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running = Promise.resolve();

  async function turn(): Promise<void> {
    let pause = every;
    try {
      pause = (await work(() => isStopped)) ?? every;
    } catch (error) {
      ctx.log.error({ err: error }, complaint);
    }
    if (!isStopped) later(pause);
  }
  function later(pause: number): void {
    timer = setTimeout(() => {
      running = turn();
    }, pause);
    timer.unref();
  }
  later(0);
  return {
    stop: async () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
