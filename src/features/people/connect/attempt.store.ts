import type { Db, Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { ConnectionAttemptTable } from "./connect.table.ts";

/** Which attempt is meant, and who has to have begun it. */
export interface Asked {
  id: string;
  siteId: SiteId;
  stage: string;
  browserHash: string;
  /** Milliseconds since 1970. */
  now: number;
}

export async function insertAttempt(tx: Tx, row: ConnectionAttemptTable): Promise<void> {
  await tx.insertInto("connection_attempt").values(row).execute();
}

export async function deleteExpired(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom("connection_attempt").where("expires_at", "<=", now).execute();
}

export async function readContent(db: Db, asked: Asked): Promise<string | null> {
  const row = await db
    .selectFrom("connection_attempt")
    .select("content_sealed")
    .where("id", "=", asked.id)
    .where("site_id", "=", asked.siteId)
    .where("stage", "=", asked.stage)
    .where("browser_hash", "=", asked.browserHash)
    .where("expires_at", ">", asked.now)
    .executeTakeFirst();
  return row?.content_sealed ?? null;
}

/** Reads it for the last time: of two who ask at once, one gets it. */
export async function takeContent(tx: Tx, asked: Asked): Promise<string | null> {
  const row = await tx
    .deleteFrom("connection_attempt")
    .where("id", "=", asked.id)
    .where("site_id", "=", asked.siteId)
    .where("stage", "=", asked.stage)
    .where("browser_hash", "=", asked.browserHash)
    .where("expires_at", ">", asked.now)
    .returning("content_sealed")
    .executeTakeFirst();
  return row?.content_sealed ?? null;
}
