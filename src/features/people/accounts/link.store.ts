import type { Db, Tx } from "../../../platform/db/database.ts";

export async function insertLink(
  tx: Tx,
  link: { id: string; identifier: string; value: string; expiresAt: number; at: number },
): Promise<void> {
  const at = new Date(link.at).toISOString();
  await tx
    .insertInto("verification")
    .values({
      id: link.id,
      identifier: link.identifier,
      value: link.value,
      expires_at: new Date(link.expiresAt).toISOString(),
      created_at: at,
      updated_at: at,
    })
    .execute();
}

export async function findLink(db: Db, identifier: string) {
  const row = await db
    .selectFrom("verification")
    .select(["value", "expires_at"])
    .where("identifier", "=", identifier)
    .executeTakeFirst();
  return row ? { value: row.value, expiresAt: Date.parse(row.expires_at) } : null;
}

/** Whether it was there: of two who take it at once, one does. */
export async function deleteLink(tx: Tx, identifier: string): Promise<boolean> {
  const [done] = await tx.deleteFrom("verification").where("identifier", "=", identifier).execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}
