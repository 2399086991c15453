import type { Context } from "../../context.ts";
import { expireMails } from "./mail.store.ts";

/** Ends what waited for too long. What is old is forgotten with all else that is: see retentions.ts. */
export async function tidyMails(ctx: Context): Promise<void> {
  await ctx.db.transact((tx) => expireMails(tx, ctx.now()));
}
