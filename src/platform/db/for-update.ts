import { PostgresAdapter, type RawBuilder, sql } from "kysely";
import type { Tx } from "./database.ts";

/** Ends a select whose rows are this transaction's from now on. On SQLite it has the whole database to itself anyway. */
export function forUpdate(tx: Tx): RawBuilder<unknown> {
  return tx.getExecutor().adapter instanceof PostgresAdapter ? sql`for update` : sql``;
}
