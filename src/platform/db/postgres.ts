import { setTimeout as wait } from "node:timers/promises";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Database, Schema, Tx } from "./database.ts";
import { postgresDialect } from "./dialect.ts";

const int8 = 20;
const numeric = 1700;
const serializationFailure = "40001";
const deadlockDetected = "40P01";
const attempts = 6;

export interface PostgresOptions {
  /** Waits so many milliseconds before a transaction is tried again. */
  pause?: (milliseconds: number) => Promise<unknown>;
  /** From 0 up to 1. */
  random?: () => number;
}

/** Opens a PostgreSQL database by its URL (`postgres://user:password@host:port/name`). */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const { pause = wait, random = Math.random } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // Ids, times in milliseconds and counts stay far below 2^53, so they are plain numbers on both engines.
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format ?? "text"),
    } as pg.CustomTypesConfig,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    dialect: postgresDialect,
    admin: kysely,
    read: kysely,
    transact: async (change) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await kysely.transaction().execute((tx) => change(tx as Tx));
        } catch (error) {
          if (attempt === attempts || !isRetryable(error)) throw error;
        }
        // Those that met wait for different lengths, or they would meet again.
        await pause(random() * 10 * 2 ** attempt);
      }
    },
    analyze: async (tables) => {
      for (const table of tables) await sql`analyze ${sql.table(table)}`.execute(kysely);
    },
    // The log is the server's: it recycles its files by itself. Plain vacuuming, which it does too, makes room in the
    // tables' files and leaves the old bytes there until something else is written over them.
    scrub: async (what = "log") => {
      if (what !== "files") return;
      await olderOnesToEnd(kysely, pause);
      await sql`vacuum full`.execute(kysely);
    },
    close: () => kysely.destroy(),
  };
}

const mostWaits = 300;

/**
 * Waits, for half a minute at most, until the transactions of this database have ended that are running now. What was
 * deleted while one of them could still see it, vacuuming would carry over into the new files.
 */
async function olderOnesToEnd(db: Kysely<Schema>, pause: (milliseconds: number) => Promise<unknown>) {
  const now = await sql<{ at: string }>`select clock_timestamp()::text as at`.execute(db);
  const at = now.rows[0]?.at ?? "";
  for (let waits = 0; waits < mostWaits; waits++) {
    const { rows } = await sql`select pid from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and xact_start < ${at}::timestamptz limit 1`.execute(db);
    if (rows.length === 0) return;
    await pause(100);
  }
}

function isRetryable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === serializationFailure || code === deadlockDetected;
}
