import type { Context } from "../../context.ts";
import { deleteEnded, expireMails } from "./mail.store.ts";
import { deleteOldNotices } from "./notice.store.ts";

const aDay = 24 * 3_600_000;
/** A key has to be known as long as its order could come again. */
const keepEnded = 30 * aDay;
/** Longer than the time from one weekly digest to the next. */
const keepNotices = 15 * aDay;

/** Ends what waited for too long, and forgets what is of no use any more. */
export async function tidyMails(ctx: Context): Promise<void> {
  await ctx.db.transact(async (tx) => {
    const now = ctx.now();
    await expireMails(tx, now);
    await deleteEnded(tx, now - keepEnded);
    await deleteOldNotices(tx, now - keepNotices);
  });
}
