import type { Context } from "../../../context.ts";
import { updateSeen } from "./sessions.store.ts";

const anHour = 3_600_000;

/**
 * Notes that a session is used, at most once an hour: enough to tell its owner, and nothing to be written while they
 * read. `session` is the kept row, so it is told too.
 */
export async function noteSeen(
  ctx: Pick<Context, "db" | "now" | "log">,
  session: { id: string; seen_at: number },
): Promise<void> {
  const at = Math.floor(ctx.now() / anHour) * anHour;
  if (session.seen_at >= at) return;
  session.seen_at = at;
  try {
    await ctx.db.transact((tx) => updateSeen(tx, session.id, at));
  } catch (error) {
    // Reading goes on when nothing can be written.
    ctx.log.error({ err: error }, "the use of a session could not be noted");
  }
}
