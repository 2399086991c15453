import type { Db, Tx } from "../../platform/db/database.ts";

export function mailsFrom(db: Db, mark: number, limit: number) {
  return db
    .selectFrom("mail")
    .select(["id", "kind", "member_id", "to_sealed", "at"])
    .where("id", ">", mark)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function deleteMail(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("mail").where("id", "=", id).execute();
}

/** Deletes some that are older than `before`. Gives how many. */
export async function deleteSomeMails(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("mail")
    .where("id", "in", (eb) =>
      eb.selectFrom("mail").select("id").where("at", "<", before).orderBy("id").limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countMails(db: Db, before: number): Promise<number> {
  const row = await db
    .selectFrom("mail")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", "<", before)
    .executeTakeFirst();
  return row?.n ?? 0;
}
