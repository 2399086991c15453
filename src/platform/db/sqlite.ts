import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Database, Schema, Tx } from "./database.ts";
import { sqliteDialect } from "./dialect.ts";
import { withStatementCache } from "./statement-cache.ts";

/** Opens (or creates) the SQLite database in `file`: one connection that writes, one that reads beside it. */
export function openSqlite(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const writer = connect(file, { readonly: false });
  const reader = connect(file, { readonly: true });
  const write = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(writer) }) });
  const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(reader) }) });
  return {
    dialect: sqliteDialect,
    admin: write,
    read,
    // Kysely hands the one writing connection to one transaction after the other.
    transact: (change) => write.transaction().execute((tx) => change(tx as Tx)),
    // Its plans are right without, and figures of one large discussion would mislead it about the small ones.
    analyze: async () => {},
    close: async () => {
      await read.destroy();
      await write.destroy();
    },
  };
}

function connect(file: string, { readonly }: { readonly: boolean }): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: 10_000 });
  connection.pragma("journal_mode = WAL");
  // FULL: a commit is on the disk before it is answered. https://sqlite.org/pragma.html#pragma_synchronous
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  // What a writer sorts may be a discussion of a million comments: that goes to a file when it gets large.
  if (readonly) connection.pragma("temp_store = MEMORY");
  connection.pragma("cache_size = -16000");
  if (readonly) connection.pragma("query_only = ON");
  return connection;
}
