import { closeSync, fdatasync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import {
  type Checkpointer,
  checkpointThread,
  keepLogShort,
  type LogLimits,
  logLimits,
} from "./checkpoints.ts";
import { coalesce } from "./coalesce.ts";
import type { Database, Schema } from "./database.ts";
import { sqliteDialect } from "./dialect.ts";
import { GroupCommit } from "./group-commit.ts";
import { queryingConnection } from "./sqlite-connection.ts";
import { sqliteJournal } from "./sqlite-journal.ts";

export interface SqliteOptions {
  /** Brings an open file to the disk. */
  sync?: (descriptor: number) => Promise<void>;
  limits?: LogLimits;
  checkpointer?: Checkpointer;
}

/**
 * Opens (or creates) the SQLite database in `file`: one connection that writes, one that reads beside it. How a commit
 * comes to the disk while the process does something else: docs/decisions/0007-group-commit.md
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Database {
  mkdirSync(dirname(file), { recursive: true });
  const writer = openWriter(file);
  const reader = openReader(file);
  const log = openLog(writer, options.sync ?? promisify(fdatasync));
  const checkpointer = options.checkpointer ?? checkpointThread(file);
  const keeper = keepLogShort(writer, options.limits ?? logLimits, checkpointer);
  const group = new GroupCommit(sqliteJournal(writer, { makeRoom: keeper.makeRoom, sync: log.sync }));
  const lend = queryingConnection(writer).lend;
  const admin = new Kysely<Schema>({ dialect: new SqliteDialect({ database: async () => openAdmin(file) }) });
  let isOpen = true;
  return {
    dialect: sqliteDialect,
    admin,
    read: queryingConnection(reader).db,
    transact: async (change) => {
      if (!isOpen) throw new Error("the database is closed");
      return group.run(async () => {
        const loan = lend();
        try {
          return await change(loan.tx);
        } finally {
          loan.end();
        }
      });
    },
    // Its plans are right without, and figures of one large discussion would mislead it about the small ones.
    analyze: async () => {},
    scrub: async (what = "log") => {
      if (what === "files") await sql`vacuum`.execute(admin);
      await keeper.empty();
    },
    close: async () => {
      isOpen = false;
      await group.settled();
      await keeper.close();
      await admin.destroy();
      reader.close();
      log.close();
      // The last connection brings everything into the database file and takes the log away.
      writer.close();
    },
  };
}

function openWriter(file: string): Sqlite.Database {
  const connection = connect(file);
  // The log is synced through `openLog` and copied by `keepLogShort`.
  connection.pragma("synchronous = NORMAL");
  connection.pragma("wal_autocheckpoint = 0");
  // To this it shrinks when it begins anew, after a transaction that was larger.
  connection.pragma("journal_size_limit = 67108864");
  // The journal waits for other writers by itself, without holding the process.
  connection.pragma("busy_timeout = 0");
  return connection;
}

function openReader(file: string): Sqlite.Database {
  const connection = connect(file, { readonly: true });
  // Here alone: what a writer sorts may be a discussion of a million comments, and goes to a file when it gets large.
  connection.pragma("temp_store = MEMORY");
  connection.pragma("query_only = ON");
  return connection;
}

/** For migrations: opened when somebody uses it. */
function openAdmin(file: string): Sqlite.Database {
  const connection = connect(file);
  connection.pragma("synchronous = FULL");
  return connection;
}

function connect(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: 10_000, ...options });
  if (connection.pragma("journal_mode = WAL", { simple: true }) !== "wal") {
    throw new Error(`${file}: SQLite can't keep a write-ahead log there, as on a network's file system`);
  }
  connection.pragma("foreign_keys = ON");
  connection.pragma("cache_size = -4000");
  // What is deleted or changed is overwritten, in the pages that it leaves too. https://sqlite.org/pragma.html#pragma_secure_delete
  connection.pragma("secure_delete = ON");
  return connection;
}

interface Log {
  /** Resolves when all that was committed before the call is on the disk; once it has failed, it always fails. */
  sync(): Promise<void>;
  close(): void;
}

/**
 * The write-ahead log as a file of our own. It stays the same file while a connection is open, and closing it lets go
 * of no lock: SQLite's are on the other two files. https://sqlite.org/src/file/src/os_unix.c ("Posix Advisory Locking")
 */
function openLog(writer: Sqlite.Database, sync: (descriptor: number) => Promise<void>): Log {
  // The first read makes the log, where there is none. The file's path is the one behind symbolic links.
  const [main] = writer.pragma("database_list") as { file: string }[];
  writer.pragma("schema_version");
  const descriptor = openSync(`${main?.file}-wal`, "r+");
  return {
    sync: coalesce(() => sync(descriptor)),
    close: () => closeSync(descriptor),
  };
}
