import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { deleteSessions } from "./session.store.ts";

/** Signs a member out everywhere, or everywhere but in one session. */
export async function endSessions(
  tx: Tx,
  { memberId, except, siteId, at }: { memberId: MemberId; except: string | null; siteId: SiteId; at: number },
): Promise<void> {
  await deleteSessions(tx, memberId, except);
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
}
