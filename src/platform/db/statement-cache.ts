import type Sqlite from "better-sqlite3";

/** Statements kept per connection. The program has some hundred queries, a few of them in several lengths. */
const most = 300;

export interface StatementCache {
  prepare(source: string): Sqlite.Statement<unknown[], unknown>;
}

/**
 * Prepares each statement once. Without this, every query is compiled anew, and what SQLite allocates for it is only
 * freed when the garbage collector comes by: that costs hundreds of megabytes where much is written.
 */
export function withStatementCache(connection: Sqlite.Database): StatementCache {
  const prepared = new Map<string, Sqlite.Statement<unknown[], unknown>>();
  return {
    prepare(source) {
      const known = prepared.get(source);
      if (known) {
        // Set anew, it is the last to be forgotten.
        prepared.delete(source);
        prepared.set(source, known);
        return known;
      }
      const statement = connection.prepare<unknown[], unknown>(source);
      prepared.set(source, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > most && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
  };
}
