import type { Tx } from "../../platform/db/database.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import type { MailOrder } from "./mail.ts";
import { insertMail } from "./mail.store.ts";

/** Has a mail sent, once the transaction is on the disk. */
export async function queueMail(tx: Tx, keys: Keys, order: MailOrder, at: number): Promise<void> {
  const { content, ...rest } = order;
  await insertMail(tx, {
    ...rest,
    kind: content.kind,
    contentSealed: keys.seal("mail", JSON.stringify(content)),
    at,
  });
}
