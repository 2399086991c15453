import type { Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";

/** The tries under a key, which are this transaction's from now on. */
export async function takeTries(tx: Tx, key: string, now: number) {
  await tx
    .insertInto("factor_try")
    .values({ key, count: 0, first_at: now, blocked_until: 0 })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return tx
    .selectFrom("factor_try")
    .select(["count", "first_at", "blocked_until"])
    .where("key", "=", key)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirstOrThrow();
}

export async function setTries(
  tx: Tx,
  key: string,
  tries: { count: number; first_at: number; blocked_until: number },
): Promise<void> {
  await tx.updateTable("factor_try").set(tries).where("key", "=", key).execute();
}

export async function deleteTries(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom("factor_try").where("key", "=", key).execute();
}
