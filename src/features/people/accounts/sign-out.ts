import type { World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import { deleteSession } from "./session.store.ts";
import { sessionCookieWith } from "./start-session.ts";

/** Ends the session that asks, and gives the `Set-Cookie` values that make the browser forget it. */
export async function signOut({ ctx, site, actor }: World): Promise<string[]> {
  const { member } = actor;
  if (member)
    await ctx.db.transact(async (tx) => {
      const { memberId, sessionId } = member;
      await deleteSession(tx, memberId, sessionId);
      await appendEvent(tx, { type: "member.changed", siteId: site.id, at: ctx.now(), memberId });
    });
  return [sessionCookieWith(ctx.config.url, "", 0)];
}
