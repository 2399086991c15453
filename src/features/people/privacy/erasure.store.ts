import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { ErasureTable } from "./erasure.table.ts";

export async function insertErasure(tx: Tx, row: ErasureTable): Promise<void> {
  await tx.insertInto("erasure").values(row).execute();
}

export async function readErasure(db: Db, id: string): Promise<ErasureTable | null> {
  return (await db.selectFrom("erasure").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The same for a transaction that goes on with it: several processes may want to. */
export async function takeErasure(tx: Tx, id: string): Promise<ErasureTable | null> {
  const row = await tx
    .selectFrom("erasure")
    .selectAll()
    .where("id", "=", id)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return row ?? null;
}

export async function updateErasure(
  tx: Tx,
  id: string,
  change: Pick<ErasureTable, "counts" | "subject_sealed" | "step" | "mark" | "finished_at">,
): Promise<void> {
  await tx.updateTable("erasure").set(change).where("id", "=", id).execute();
}

/** Those that are under way, the oldest first. */
export async function unfinished(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("erasure")
    .select("id")
    .where("finished_at", "is", null)
    .orderBy("at")
    .execute();
  return rows.map(({ id }) => id);
}

export async function latestErasures(
  db: Db,
  sites: readonly SiteId[],
  limit: number,
): Promise<ErasureTable[]> {
  if (sites.length === 0) return [];
  const query = db.selectFrom("erasure").selectAll().where("site_id", "in", sites);
  return query.orderBy("at", "desc").limit(limit).execute();
}
