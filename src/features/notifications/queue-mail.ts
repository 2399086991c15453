import type { Tx } from "../../platform/db/database.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import { normalAddress } from "../people/accounts/address.ts";
import { type MailOrder, mannerOf, priorityOf } from "./mail.ts";
import { insertMail } from "./mail.store.ts";

/** Has a mail sent, once the transaction is on the disk. */
export async function queueMail(tx: Tx, keys: Keys, order: MailOrder, at: number): Promise<void> {
  const { content, ...rest } = order;
  await insertMail(tx, {
    ...rest,
    kind: content.kind,
    toHash: keys.hash("email", normalAddress(keys.open("address", order.toSealed))),
    contentSealed: keys.seal("mail", JSON.stringify(content)),
    at,
    priority: priorityOf(content.kind),
    expiresAt: at + mannerOf(content.kind).lifetime,
  });
}
