import type { Db, Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { LearnerTrialTable } from "./learner.table.ts";

/** Two states that are tried on the same past decisions. */
export interface TrialRow {
  id: number;
  oneId: number;
  otherId: number;
  first: number;
  last: number;
  position: number;
  /** JSON. */
  tallies: string;
  at: number;
}

const trials = (db: Db, siteId: SiteId) =>
  db
    .selectFrom("learner_trial")
    .select(["id", "one_id as oneId", "other_id as otherId", "first", "last", "position", "tallies", "at"])
    .where("site_id", "=", siteId);

export async function findTrial(db: Db, siteId: SiteId, id: number): Promise<TrialRow | null> {
  return (await trials(db, siteId).where("id", "=", id).executeTakeFirst()) ?? null;
}

export function lastTrials(db: Db, siteId: SiteId, limit: number): Promise<TrialRow[]> {
  return trials(db, siteId).orderBy("id", "desc").limit(limit).execute();
}

export async function insertTrial(tx: Tx, row: Omit<LearnerTrialTable, "id">): Promise<number> {
  const { id } = await tx.insertInto("learner_trial").values(row).returning("id").executeTakeFirstOrThrow();
  return id;
}

/** How far it has come. False: somebody else has gone on from where it was. */
export async function saveTrial(
  tx: Tx,
  id: number,
  { from, position, tallies }: { from: number; position: number; tallies: string },
): Promise<boolean> {
  const done = await tx
    .updateTable("learner_trial")
    .set({ position, tallies })
    .where("id", "=", id)
    .where("position", "=", from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
