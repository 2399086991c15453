import type { Db, Tx } from "../../../platform/db/database.ts";
import { sql } from "kysely";
import type { EventId } from "../../../platform/lib/ids.ts";

export function invitationsTo(db: Db, emailHash: string) {
  return db
    .selectFrom("invitation")
    .select(["site_id", "role", "title", "name", "at", "expires_at"])
    .where("email_hash", "=", emailHash)
    .orderBy("at")
    .execute();
}

export async function deleteInvitationsTo(tx: Tx, emailHash: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("invitation")
    .where("email_hash", "=", emailHash)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Changes of the staff after one of them, in the order in which they came. */
export function staffEvents(db: Db, after: number, limit: number) {
  return (
    db
      .selectFrom("event")
      .select(["id", "at", "payload"])
      // Both, and named literally, so that the index of these events matches.
      .where("type", "in", [sql.lit("staff.changed"), sql.lit("site.changed")])
      .where("id", ">", after as EventId)
      .orderBy("id")
      .limit(limit)
      .execute()
  );
}

export async function rewriteEvent(tx: Tx, id: EventId, payload: string): Promise<void> {
  await tx.updateTable("event").set({ payload }).where("id", "=", id).execute();
}

type Ending = "invitation" | "one_time_link";
const keys = { invitation: "id", one_time_link: "token_hash" } as const;

export async function deleteSomeEnded(tx: Tx, table: Ending, before: number, limit: number): Promise<number> {
  const key = keys[table];
  const old = tx
    .selectFrom(table)
    .select(sql.ref<string>(key).as("key"))
    .where("expires_at", "<", before)
    .limit(limit);
  const { numDeletedRows } = await tx.deleteFrom(table).where(sql.ref(key), "in", old).executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countEnded(db: Db, table: Ending, before: number): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("expires_at", "<", before)
    .executeTakeFirst();
  return row?.n ?? 0;
}
