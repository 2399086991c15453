// Loaded into a server before its own code (node --import): counts the queries that it runs, on either engine.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
let count = 0;

type Method = (...given: unknown[]) => unknown;

/** Has a method counted, wherever it is called. */
function counted(owner: object, name: string): void {
  const method = Reflect.get(owner, name) as Method;
  Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
    count++;
    return method.apply(this, given);
  });
}

const Sqlite = load("better-sqlite3") as new (
  file: string,
) => { prepare(sql: string): object; close(): void };
const sqlite = new Sqlite(":memory:");
const statement = Object.getPrototypeOf(sqlite.prepare("select 1")) as object;
sqlite.close();
for (const name of ["all", "get", "run", "iterate"]) counted(statement, name);

const { Client } = load("pg") as { Client: { prototype: object } };
counted(Client.prototype, "query");

process.on("message", (word) => {
  if (word !== "queries") return;
  process.send?.(count);
  count = 0;
});
// Listening for words is no reason to go on.
process.channel?.unref();
