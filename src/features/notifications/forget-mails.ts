import type { Tx } from "../../platform/db/database.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { deleteFollowsOf } from "./follow.store.ts";
import { deleteMailsOf } from "./mail.store.ts";
import { deleteNoticesOf } from "./notice.store.ts";
import { deleteChoice } from "./preference.store.ts";

/** Forgets all that mail knows of a member: what waits or was sent, what they follow, what they chose. */
export async function forgetMember(tx: Tx, memberId: MemberId, emailHash: string | null): Promise<void> {
  await deleteMailsOf(tx, memberId, emailHash);
  await deleteNoticesOf(tx, memberId);
  await deleteFollowsOf(tx, memberId);
  await deleteChoice(tx, memberId);
}
