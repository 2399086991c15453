import { join } from "node:path";
import Sqlite from "better-sqlite3";

/** Rows a second that SQLite puts on this disk one by one, each in a transaction of its own that waits for the disk. */
export function rowsPerSecond(folder: string, seconds: number): number {
  const database = new Sqlite(join(folder, "row-per-sync.sqlite"));
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec("create table if not exists line (id integer primary key, text text not null)");
    const insert = database.prepare("insert into line (text) values (?)");
    const text = "x".repeat(500);
    const start = performance.now();
    const until = start + seconds * 1000;
    let rows = 0;
    for (; performance.now() < until; rows++) insert.run(text);
    return rows / ((performance.now() - start) / 1000);
  } finally {
    database.close();
  }
}
