import { PostgresAdapter, sql } from "kysely";
import type { Tx } from "./database.ts";

/**
 * From here to its end a transaction is the only one that does `what`: whoever comes second waits, and then reads what the
 * first one wrote. For what no row stands for. On SQLite a transaction has the whole database to itself anyway.
 */
export async function takeTurns(tx: Tx, what: string): Promise<void> {
  if (!(tx.getExecutor().adapter instanceof PostgresAdapter)) return;
  // https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(tx);
}
