import type { Context } from "../../context.ts";
import { deleteOrigins } from "./origin.store.ts";

const thirtyDays = 30 * 24 * 3_600_000;

/** Forgets from which device and network comments came, after 30 days. */
export function forgetOrigins(ctx: Context): Promise<void> {
  return ctx.db.transact((tx) => deleteOrigins(tx, ctx.now() - thirtyDays));
}
