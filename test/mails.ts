import type { MailContent } from "../src/features/notifications/mail.ts";
import type { TestApp } from "./harness.ts";

/** What was ordered to be sent to an address and is not sent yet, oldest first. */
export async function mailsTo({ ctx, database }: TestApp, address: string): Promise<MailContent[]> {
  const rows = await database.read.selectFrom("mail").selectAll().orderBy("id").execute();
  return rows.flatMap(({ to_sealed, content_sealed }) =>
    to_sealed !== null && content_sealed !== null && ctx.keys.open("address", to_sealed) === address
      ? [JSON.parse(ctx.keys.open("mail", content_sealed)) as MailContent]
      : [],
  );
}
