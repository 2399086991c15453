import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

/** Until when a member's devices needn't give a second factor: milliseconds since 1970. */
export async function trustedDevicesOf(db: Db, memberId: MemberId): Promise<number[]> {
  const rows = await db
    .selectFrom("trusted_device")
    .select("expires_at")
    .where("member_id", "=", memberId)
    .orderBy("expires_at")
    .execute();
  return rows.map((row) => row.expires_at);
}

/** What ended, by where and when it does. */
const ends = { trusted_device: "expires_at", spent: "until", factor_try: "first_at" } as const;
type Ending = keyof typeof ends;

export async function deleteSomeEnded(tx: Tx, table: Ending, before: number, limit: number): Promise<number> {
  switch (table) {
    case "trusted_device":
    case "spent": {
      const old = tx.selectFrom(table).select("hash").where(ends[table], "<", before).limit(limit);
      const { numDeletedRows } = await tx.deleteFrom(table).where("hash", "in", old).executeTakeFirst();
      return Number(numDeletedRows);
    }
    case "factor_try": {
      const old = tx.selectFrom(table).select("key").where("first_at", "<", before).limit(limit);
      const { numDeletedRows } = await tx.deleteFrom(table).where("key", "in", old).executeTakeFirst();
      return Number(numDeletedRows);
    }
  }
}

export async function countEnded(db: Db, table: Ending, before: number): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(ends[table], "<", before)
    .executeTakeFirst();
  return row?.n ?? 0;
}
