import type { MailContent } from "../src/features/notifications/mail.ts";
import type { TestApp } from "./harness.ts";

/** What was ordered to be sent to an address, oldest first. */
export async function mailsTo({ ctx, database }: TestApp, address: string): Promise<MailContent[]> {
  const rows = await database.read.selectFrom("mail").selectAll().orderBy("id").execute();
  return rows
    .filter((row) => ctx.keys.open("address", row.to_sealed) === address)
    .map((row) => JSON.parse(ctx.keys.open("mail", row.content_sealed)) as MailContent);
}
