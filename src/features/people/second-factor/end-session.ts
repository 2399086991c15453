import type { Pending, World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import { deleteSessionOf } from "./sessions.store.ts";

/** Signs a member out in one place. False: they have no such session. */
export async function endSession(
  { ctx, site }: World,
  { memberId }: Pick<Pending, "memberId">,
  sessionId: string,
): Promise<boolean> {
  return ctx.db.transact(async (tx) => {
    if (!(await deleteSessionOf(tx, memberId, sessionId))) return false;
    await appendEvent(tx, { type: "member.changed", siteId: site.id, at: ctx.now(), memberId });
    return true;
  });
}
