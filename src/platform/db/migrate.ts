import { type Migration, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { up as first } from "./migrations/0001-first.ts";
import { up as posting } from "./migrations/0002-posting.ts";
import { up as tombstones } from "./migrations/0003-tombstones.ts";

type Up = (db: Parameters<Migration["up"]>[0], dialect: Dialect) => Promise<void>;

/** Every migration, oldest first. A name, once released, never changes. */
const migrations: Record<string, Up> = {
  "0001-first": first,
  "0002-posting": posting,
  "0003-tombstones": tombstones,
};

/** Runs the migrations that this database has not had yet. Several processes may call it at once. */
export async function migrate(database: Database): Promise<void> {
  const entries = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: (db) => up(db, database.dialect) },
  ]);
  const provider = { getMigrations: async () => Object.fromEntries(entries) };
  const { error } = await new Migrator({ db: database.admin, provider }).migrateToLatest();
  if (error) throw error;
}
