import type { Kysely, Transaction } from "kysely";
import type { Dialect } from "./dialect.ts";

/**
 * All tables by name. Each feature adds its own in its `*.table.ts`, by declaration merging, so that the
 * platform doesn't know them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Schema {}

declare const writing: unique symbol;

/** What a query reads from: outside a transaction, or inside one. */
export type Db = Kysely<Schema>;

/** What a change writes to. Only `transact` gives one. */
export type Tx = Transaction<Schema> & { readonly [writing]: true };

export interface Database {
  readonly dialect: Dialect;
  /** For migrations only: may change tables. */
  readonly admin: Db;
  /**
   * For queries. On SQLite this is a connection of its own that never waits for a writer. It may see a change a moment
   * before that is on the disk.
   */
  readonly read: Db;
  /**
   * Runs `change` in one durable transaction: when the promise resolves, all that it wrote is on the disk; when
   * `change` throws, nothing is. It may be run more than once, so it must not have effects outside the transaction: on
   * PostgreSQL after a serialization failure or deadlock, on SQLite when another one throws that shared its commit.
   */
  transact<T>(change: (tx: Tx) => Promise<T>): Promise<T>;
  /** After many rows were written at once: lets the planner look at these tables, where it wouldn't in time. */
  analyze(tables: readonly string[]): Promise<void>;
  /**
   * After something was deleted for good: takes what is left of it out of the write-ahead log. "files": also out of all
   * of the database's files, by writing them anew; meanwhile nobody writes, and it needs as much room again.
   */
  scrub(what?: "log" | "files"): Promise<void>;
  close(): Promise<void>;
}
