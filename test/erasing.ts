import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { unzipSync } from "fflate";
import type { Engine, TestApp } from "./harness.ts";

/** Everything that the database holds: its files as they lie on the disk, and what comes out of every column. */
export async function everythingKept(app: TestApp, engine: Engine): Promise<string> {
  return engine === "sqlite" ? filesIn(app.dataDir) : (await rowsOf(app)).join("\n");
}

export function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), "latin1"))
    .join("\n");
}

export async function tablesOf(app: TestApp, engine: Engine): Promise<string[]> {
  const { rows } = await (engine === "sqlite"
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
    : sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = 'public'`
  ).execute(app.database.read);
  return rows.map(({ name }) => name).sort();
}

async function rowsOf(app: TestApp): Promise<string[]> {
  const kept: string[] = [];
  for (const name of await tablesOf(app, "postgres")) {
    const all = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} as t`.execute(
      app.database.read,
    );
    kept.push(...all.rows.map(({ row }) => row));
  }
  return kept;
}

/** The files of an archive. */
export function unzip(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, new TextDecoder().decode(content)]),
  );
}

/**
 * The tables' files of a PostgreSQL that runs on this machine, as they lie on the disk. Null: its folder can't be read.
 * The write-ahead log is the whole server's, and not looked at.
 */
export async function filesOfPostgres({ database }: TestApp): Promise<string | null> {
  await sql`checkpoint`.execute(database.read);
  const { rows } = await sql<{ folder: string; oid: number }>`
    select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()
  `.execute(database.read);
  const [server] = rows;
  if (!server) return null;
  try {
    return filesIn(join(server.folder, "base", String(server.oid)));
  } catch {
    return null;
  }
}
