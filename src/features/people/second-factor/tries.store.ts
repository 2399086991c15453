import type { Tx } from "../../../platform/db/database.ts";

/** The tries under a key, which are this transaction's from now on. */
export async function takeTries(tx: Tx, key: string, now: number) {
  return (
    tx
      .insertInto("factor_try")
      .values({ key, count: 0, first_at: now, blocked_until: 0 })
      // Changes nothing, and holds the row at once: whoever was right at this moment deletes it.
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ key }))
      .returning(["count", "first_at", "blocked_until"])
      .executeTakeFirstOrThrow()
  );
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
