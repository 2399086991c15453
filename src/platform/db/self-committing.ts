import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteQueryCompiler,
} from "kysely";
import type { Database, Schema } from "./database.ts";

/**
 * The database for a library that knows nothing of `transact`: each of its statements that writes is a durable
 * transaction of its own, together with those of others; what it reads, it reads where all queries do. `type` says how
 * values are written: times as texts and truths as numbers, on both engines.
 */
export function selfCommitting(database: Database) {
  const db = new Kysely<Schema>({ dialect: new SelfCommitting(database) });
  return { db, type: "sqlite", transaction: false } as const;
}

class SelfCommitting implements Dialect {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  createAdapter() {
    return this.database.dialect.name === "sqlite" ? new SqliteAdapter() : new PostgresAdapter();
  }

  createQueryCompiler() {
    return this.database.dialect.name === "sqlite" ? new SqliteQueryCompiler() : new PostgresQueryCompiler();
  }

  createIntrospector(): never {
    throw new Error("nobody looks at the tables through this");
  }

  createDriver(): Driver {
    const connection = new Connection(this.database);
    const noTransactions = async () => {
      throw new Error("its statements are transactions of their own");
    };
    return {
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: noTransactions,
      commitTransaction: noTransactions,
      rollbackTransaction: noTransactions,
      releaseConnection: async () => {},
      destroy: async () => {},
    };
  }
}

class Connection implements DatabaseConnection {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // What such a library does between two statements takes long: readers are answered before it goes on.
    await nextTurn();
    if (SelectQueryNode.is(query.query)) return this.database.read.executeQuery<R>(query);
    return this.database.transact((tx) => tx.executeQuery<R>(query));
  }

  streamQuery(): never {
    throw new Error("streaming is not for statements that commit by themselves");
  }
}
