import { join } from "node:path";
import type { Config } from "../config/config.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { notNested } from "./not-nested.ts";
import { openSqlite } from "./sqlite.ts";

/** Opens the configured database and brings its tables up to date. */
export async function openDatabase(config: Pick<Config, "databaseUrl" | "dataDir">): Promise<Database> {
  const database = config.databaseUrl
    ? await openPostgres(config.databaseUrl)
    : openSqlite(join(config.dataDir, "belowline.sqlite"));
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return notNested(database);
}

/** Its driver is loaded where it is asked for alone. */
async function openPostgres(url: string): Promise<Database> {
  const postgres = await import("./postgres.ts");
  return postgres.openPostgres(url);
}
