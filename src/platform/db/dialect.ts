import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  sql,
} from "kysely";
import type { Tx } from "./database.ts";

/** All that differs between the two engines, by name. Features ask for it here and never for the engine itself. */
export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** Adds the primary key column `id`: 64 bits, given by the engine, never used twice. */
  withId<T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
  ): CreateTableBuilder<T, C | "id">;
  /** A table that is nothing but its primary key, kept once, in that order. */
  asKeys<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>;
  /** A value for a new event's `tx` column: which transaction wrote it, where ids can commit out of order. */
  currentTransaction(): RawBuilder<number>;
  /** True of event rows that a reader who has come as far as `mark` may not have seen. */
  isEventSince(mark: number): RawBuilder<SqlBool>;
  /** As far as a reader has come who sees all that can be seen now. */
  eventMark(): RawBuilder<number>;
}

/** SQLite has one writer, so the order of ids is the order of commits: a mark is an id. */
export const sqliteDialect: Dialect = {
  name: "sqlite",
  withId: (table) => table.addColumn("id", "integer", (column) => column.primaryKey().autoIncrement()),
  // https://www.sqlite.org/withoutrowid.html
  asKeys: (table) => table.modifyEnd(sql`without rowid`),
  currentTransaction: () => sql<number>`0`,
  isEventSince: (mark) => sql<SqlBool>`id > ${mark}`,
  eventMark: () => sql<number>`coalesce((select max(id) from event), 0)`,
};

// Event ids are taken before the commit, so a reader can see 7 before 6 and must not step over 6. A mark is the oldest
// transaction that was still running: every event of an older one has been seen, every later event is of that one or a
// newer. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
export const postgresDialect: Dialect = {
  name: "postgres",
  withId: (table) =>
    table.addColumn("id", "bigint", (column: ColumnDefinitionBuilder) =>
      column.primaryKey().generatedAlwaysAsIdentity(),
    ),
  asKeys: (table) => table,
  currentTransaction: () => sql<number>`pg_current_xact_id()::text::bigint`,
  isEventSince: (mark) => sql<SqlBool>`tx >= ${mark}`,
  eventMark: () => sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
};

/** Whether an insert tells the id of its row without being asked. */
export function tellsNewId(tx: Tx): boolean {
  return tx.getExecutor().adapter instanceof SqliteAdapter;
}
