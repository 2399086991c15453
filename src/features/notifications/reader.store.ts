import type { Db } from "../../platform/db/database.ts";
import type { MemberId } from "../../platform/lib/ids.ts";

/** A member to whom mail can go. */
export interface MailReader {
  id: MemberId;
  name: string;
  language: string | null;
  toSealed: string;
}

/** Null: there is no such account, it is switched off, or its address isn't proved. */
export async function readReader(db: Db, id: MemberId): Promise<MailReader | null> {
  const row = await db
    .selectFrom("member")
    .select(["id", "name", "language", "email_sealed", "email_verified", "disabled_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row || row.email_sealed === null || row.email_verified !== 1 || row.disabled_at !== null) return null;
  return { id: row.id, name: row.name, language: row.language, toSealed: row.email_sealed };
}
