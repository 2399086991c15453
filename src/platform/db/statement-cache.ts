import type Sqlite from "better-sqlite3";

/** Statements kept per connection. The program has some hundred queries. */
const most = 250;

/**
 * A connection that prepares each statement once. Without this, every query is compiled anew, and what SQLite allocates
 * for it is only freed when the garbage collector comes by: that costs hundreds of megabytes where much is written.
 */
export function withStatementCache(connection: Sqlite.Database) {
  const prepared = new Map<string, Sqlite.Statement>();
  return {
    prepare(source: string): Sqlite.Statement {
      const known = prepared.get(source);
      if (known) {
        // Set anew, it is the last to be forgotten.
        prepared.delete(source);
        prepared.set(source, known);
        return known;
      }
      const statement = connection.prepare(source);
      // After a change of the tables, what a statement gives may have changed too.
      if (/^\s*(?:create|drop|alter)\b/i.test(source)) prepared.clear();
      else prepared.set(source, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > most && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
    close: () => {
      connection.close();
    },
  };
}
