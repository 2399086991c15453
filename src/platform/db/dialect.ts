import { type ColumnDefinitionBuilder, type CreateTableBuilder, type RawBuilder, sql } from "kysely";

/** All that differs between the two engines, by name. Features ask for it here and never for the engine itself. */
export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** Adds the primary key column `id`: 64 bits, given by the engine, never used twice. */
  withId<T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
  ): CreateTableBuilder<T, C | "id">;
  /** A value for a new event's `tx` column: which transaction wrote it, where ids can commit out of order. */
  currentTransaction(): RawBuilder<number>;
  /** True of an event row that no still running transaction can precede. */
  isSettledEvent(): RawBuilder<boolean>;
  /** Locks a row that was selected, until the transaction ends; on SQLite there is one writer anyway. */
  forUpdate(): RawBuilder<unknown>;
}

export const sqliteDialect: Dialect = {
  name: "sqlite",
  withId: (table) => table.addColumn("id", "integer", (column) => column.primaryKey().autoIncrement()),
  currentTransaction: () => sql<number>`0`,
  isSettledEvent: () => sql<boolean>`1 = 1`,
  forUpdate: () => sql``,
};

// Event ids are taken before the commit, so a reader could see 7 before 6 and step over 6. It reads only rows
// written by transactions older than every one still running. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
export const postgresDialect: Dialect = {
  name: "postgres",
  withId: (table) =>
    table.addColumn("id", "bigint", (column: ColumnDefinitionBuilder) =>
      column.primaryKey().generatedAlwaysAsIdentity(),
    ),
  currentTransaction: () => sql<number>`pg_current_xact_id()::text::bigint`,
  isSettledEvent: () => sql<boolean>`tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  forUpdate: () => sql`for update`,
};
