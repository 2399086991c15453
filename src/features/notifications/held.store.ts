import type { Db, Tx } from "../../platform/db/database.ts";
import type { MemberId } from "../../platform/lib/ids.ts";

/** Mails to a member, or to an address. */
export function mailsOf(
  db: Db,
  { memberId, emailHash }: { memberId: MemberId | null; emailHash: string | null },
): Promise<{ kind: string; at: number }[]> {
  return db
    .selectFrom("mail")
    .select(["kind", "at"])
    .where((where) =>
      where.or([
        ...(memberId === null ? [] : [where("member_id", "=", memberId)]),
        ...(emailHash === null ? [] : [where("to_hash", "=", emailHash)]),
      ]),
    )
    .orderBy("id")
    .execute();
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
