import type { Tx } from "../../platform/db/database.ts";
import type { MailOrder } from "./mail.ts";

export interface QueuedMail extends Omit<MailOrder, "content"> {
  kind: string;
  contentSealed: string;
  at: number;
}

export async function insertMail(tx: Tx, mail: QueuedMail): Promise<void> {
  await tx
    .insertInto("mail")
    .values({
      key: mail.key,
      site_id: mail.siteId,
      kind: mail.kind,
      member_id: mail.memberId,
      language: mail.language,
      to_sealed: mail.toSealed,
      content_sealed: mail.contentSealed,
      at: mail.at,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}
