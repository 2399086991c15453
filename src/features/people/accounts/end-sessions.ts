import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { deleteSessionsOf } from "../second-factor/sessions.store.ts";
import { deleteTrusted } from "../second-factor/trusted-device.store.ts";

/** Signs a member out everywhere, or everywhere but in one session. No device is trusted without a second factor then. */
export async function endSessions(
  tx: Tx,
  { memberId, except, siteId, at }: { memberId: MemberId; except: string | null; siteId: SiteId; at: number },
): Promise<void> {
  await deleteSessionsOf(tx, memberId, except);
  await deleteTrusted(tx, memberId);
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
}
