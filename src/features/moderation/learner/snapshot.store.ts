import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { LearnerSnapshotTable } from "./learner.table.ts";

/** A state that is kept. Bytes are kept apart, in pieces. */
export interface Snapshot {
  id: number;
  baseId: number;
  number: number;
  kind: string;
  seen: number;
  digest: string;
  size: number;
  by: string;
  at: number;
}

const columns = ["id", "base_id as baseId", "number", "kind", "seen", "digest", "size", "by", "at"] as const;

function whole(db: Db, siteId: SiteId) {
  return db
    .selectFrom("learner_snapshot")
    .select([...columns])
    .where("site_id", "=", siteId)
    .where("is_whole", "=", 1);
}

/** States that are kept, the newest first. */
export function listSnapshots(db: Db, siteId: SiteId): Promise<Snapshot[]> {
  return whole(db, siteId).orderBy("id", "desc").execute();
}

export async function findSnapshot(db: Db, siteId: SiteId, id: number): Promise<Snapshot | null> {
  return (await whole(db, siteId).where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The last state that was reached from a base, or the base itself. */
export async function lastSnapshot(db: Db, siteId: SiteId, baseId: number): Promise<Snapshot | null> {
  const row = await whole(db, siteId)
    .where((eb) => eb.or([eb("base_id", "=", baseId).and("kind", "=", "auto"), eb("id", "=", baseId)]))
    .orderBy("number", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether somebody has begun to keep the state after a lesson since `since`. */
export async function isKept(tx: Tx, at: { siteId: SiteId; baseId: number; number: number; since: number }) {
  const row = await tx
    .selectFrom("learner_snapshot")
    .select("id")
    .where("site_id", "=", at.siteId)
    .where("base_id", "=", at.baseId)
    .where("number", "=", at.number)
    .where("kind", "=", "auto")
    .where((eb) => eb.or([eb("is_whole", "=", 1), eb("at", ">", at.since)]))
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertSnapshot(tx: Tx, row: Omit<LearnerSnapshotTable, "id" | "is_whole">) {
  const { id } = await tx
    .insertInto("learner_snapshot")
    .values(row)
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds a piece. False: the state was dropped meanwhile. */
export async function insertPiece(tx: Tx, id: number, number: number, bytes: Uint8Array): Promise<boolean> {
  const row = await tx
    .selectFrom("learner_snapshot")
    .select("id")
    .where("id", "=", id)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  if (!row) return false;
  await tx
    .insertInto("learner_piece")
    .values({ snapshot_id: id, number, bytes: Buffer.from(bytes) })
    .execute();
  return true;
}

/** All of it is there now. False: it was dropped meanwhile. */
export async function markWhole(tx: Tx, id: number): Promise<boolean> {
  const done = await tx
    .updateTable("learner_snapshot")
    .set({ is_whole: 1 })
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The bytes of a state, as they were compressed, in order. */
export async function readPieces(db: Db, id: number): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const row = await db
      .selectFrom("learner_piece")
      .select("bytes")
      .where("snapshot_id", "=", id)
      .where("number", "=", pieces.length)
      .executeTakeFirst();
    if (!row) return pieces;
    pieces.push(row.bytes);
  }
}

export async function deleteSnapshots(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .deleteFrom("learner_snapshot")
      .where("id", "in", [...ids])
      .execute();
}

/** What nobody finished to keep. */
export async function deleteUnfinished(tx: Tx, siteId: SiteId, before: number): Promise<void> {
  await tx
    .deleteFrom("learner_snapshot")
    .where("site_id", "=", siteId)
    .where("is_whole", "=", 0)
    .where("at", "<", before)
    .execute();
}
