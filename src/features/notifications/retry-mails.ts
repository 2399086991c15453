import type { Context } from "../../context.ts";
import { mannerOf, topics } from "./mail.ts";
import { type Chosen, deleteDead, revive } from "./mail.store.ts";

/** Has mails tried again that were given up. How many: of links, only those that are still good. */
export async function retryMails(ctx: Context, chosen: Chosen): Promise<number> {
  const now = ctx.now();
  const expiresAt = now + mannerOf("replies").lifetime;
  return ctx.db.transact((tx) => revive(tx, { ...chosen, now, expiresAt, kinds: topics }));
}

/** Deletes mails that were given up. How many. */
export async function deleteMails(ctx: Context, chosen: Chosen): Promise<number> {
  return ctx.db.transact((tx) => deleteDead(tx, chosen));
}
