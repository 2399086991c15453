import type { Db, Tx } from "../../platform/db/database.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { normalAddress } from "../people/accounts/address.ts";
import { deleteFollowsOf } from "./follow.store.ts";
import { deleteMailsOf, deleteMailsTo } from "./mail.store.ts";
import { deleteNoticesOf } from "./notice.store.ts";
import { choiceOf } from "./preference.ts";
import { deleteChoice } from "./preference.store.ts";

/** Forgets all that mail knows of a member: what waits or was sent, what they follow, what they chose. */
export async function forgetMember(tx: Tx, memberId: MemberId, emailHash: string | null): Promise<void> {
  await deleteMailsOf(tx, memberId, emailHash);
  await deleteNoticesOf(tx, memberId);
  await deleteFollowsOf(tx, memberId);
  await deleteChoice(tx, memberId);
}

/** Forgets the mails to an address, also of somebody without an account. */
export async function forgetAddress(tx: Tx, keys: Keys, address: string): Promise<void> {
  await deleteMailsTo(tx, keys.hash("email", normalAddress(address)));
}

/** What a member has chosen, for the file of all that is held on them. */
export const mailChoiceOf: (db: Db, memberId: MemberId) => ReturnType<typeof choiceOf> = choiceOf;
