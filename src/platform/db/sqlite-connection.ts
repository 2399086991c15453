import type Sqlite from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Driver,
  Kysely,
  type KyselyProps,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  Transaction,
} from "kysely";
import type { Db, Schema, Tx } from "./database.ts";
import { type StatementCache, withStatementCache } from "./statement-cache.ts";

/** A transaction lent to one command. */
export interface Loan {
  readonly tx: Tx;
  /** After this it refuses every query: what a command left behind unawaited must not write into the next one. */
  end(): void;
}

export interface QueryingConnection {
  readonly db: Db;
  lend(): Loan;
}

/** Puts Kysely on top of an open connection. Queries run in the order in which they come, each at once. */
export function queryingConnection(connection: Sqlite.Database): QueryingConnection {
  const statements = new Statements(withStatementCache(connection));
  const dialect = new SqliteDialect({ database: connection });
  const compiler = new PlainParameterCompiler();
  const adapter = new SqliteAdapter();
  const props = (target: DatabaseConnection): KyselyProps => ({
    config: { dialect },
    dialect,
    driver: onlyQueries,
    executor: new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(target),
    }),
  });
  return {
    db: new Kysely<Schema>(props(statements)),
    lend: () => {
      const lent = new Lent(statements);
      return {
        tx: new Transaction<Schema>(props(lent)) as Tx,
        end: () => lent.end(),
      };
    },
  };
}

/**
 * Writes `+?` for a bound value, which is the same value. For `column = ?` SQLite's planner looks whether the value is
 * 0 or 1, and compiles the statement anew when it may have become so; better-sqlite3 clears the values after each run,
 * which counts as that. Most statements would be compiled each time, for many times what they cost.
 * `sqlite3VdbeReprepareOnBind` and `sqlite3_clear_bindings` in https://sqlite.org/src/file/src/vdbeapi.c
 */
class PlainParameterCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return "+?";
  }
}

class Statements implements DatabaseConnection {
  readonly #cache: StatementCache;

  constructor(cache: StatementCache) {
    this.#cache = cache;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#cache.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#cache.prepare(sql).iterate(parameters)) yield { rows: [row as R] };
  }
}

class Lent implements DatabaseConnection {
  #statements: Statements | null;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  end(): void {
    this.#statements = null;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#open().executeQuery<R>(query);
  }

  streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    return this.#open().streamQuery<R>(query);
  }

  #open(): Statements {
    if (!this.#statements) throw new Error("a query came after the end of its transaction");
    return this.#statements;
  }
}

/** Connections and transactions are not Kysely's business here: `transact` gives them. */
const onlyQueries: Driver = {
  init: async () => {},
  acquireConnection: () => Promise.reject(new Error("use Database.transact")),
  beginTransaction: () => Promise.reject(new Error("use Database.transact")),
  commitTransaction: () => Promise.reject(new Error("use Database.transact")),
  rollbackTransaction: () => Promise.reject(new Error("use Database.transact")),
  releaseConnection: async () => {},
  destroy: async () => {},
};
