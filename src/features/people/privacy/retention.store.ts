import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { RetentionRunTable } from "./erasure.table.ts";

export async function readRuns(db: Db): Promise<Map<string, RetentionRunTable>> {
  const rows = await db.selectFrom("retention_run").selectAll().execute();
  return new Map(rows.map((row) => [row.name, row]));
}

export async function saveRun(
  tx: Tx,
  { name, at, forgotten, mark }: Omit<RetentionRunTable, "total">,
): Promise<void> {
  await tx
    .insertInto("retention_run")
    .values({ name, at, forgotten, mark, total: forgotten })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ at, forgotten, mark, total: sql<number>`retention_run.total + ${forgotten}` }),
    )
    .execute();
}
