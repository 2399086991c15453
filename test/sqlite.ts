import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach } from "vitest";
import type { Database, Tx } from "../src/platform/db/database.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { openSqlite, type SqliteOptions } from "../src/platform/db/sqlite.ts";
import type { SiteId } from "../src/platform/lib/ids.ts";

// SQLite databases of their own for tests of how it is written; closed and removed after each test.

const folders: string[] = [];
const opened = new Set<Database>();
afterEach(async () => {
  for (const database of opened) await close(database);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

export function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "belowline-sqlite-"));
  folders.push(folder);
  return join(folder, "test.sqlite");
}

export async function open(options: SqliteOptions = {}, file = makeFile()): Promise<Database> {
  const database = openSqlite(file, options);
  opened.add(database);
  await migrate(database);
  return database;
}

export function close(database: Database): Promise<void> {
  opened.delete(database);
  return database.close();
}

/** Writes a number down, and as much else as is wanted. */
export async function put(tx: Tx, at: number, size = 0): Promise<void> {
  const payload = "x".repeat(size);
  await tx
    .insertInto("event")
    .values({ site_id: 1 as SiteId, at, type: "test", payload })
    .execute();
}

/** The numbers that were written down. */
export async function numbersIn({ read }: Database): Promise<number[]> {
  const rows = await read.selectFrom("event").select("at").orderBy("id").execute();
  return rows.map((row) => row.at);
}

/** Until something is so; every turn of the event loop brings it nearer. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await nextTurn();
}

export async function aFewTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}
