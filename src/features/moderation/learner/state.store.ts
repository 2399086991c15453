import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { DecisionId, SiteId } from "../../../platform/lib/ids.ts";

/** How far a site's learner has come: see learner.table.ts. */
export interface LearnerState {
  baseId: number;
  generation: number;
  number: number;
  settled: DecisionId;
}

const none: LearnerState = { baseId: 0, generation: 0, number: 0, settled: 0 as DecisionId };

const stateOf = prepared((db: Db, value: Values<{ siteId: SiteId }>) =>
  db
    .selectFrom("learner")
    .select(["base_id as baseId", "generation", "number", "settled"])
    .where("site_id", "=", value("siteId")),
);

export async function readState(db: Db, siteId: SiteId): Promise<LearnerState> {
  const [state] = await stateOf(db, { siteId });
  return state ?? none;
}

/** Takes a site's learner for this transaction. */
export async function lockState(tx: Tx, siteId: SiteId): Promise<LearnerState> {
  await tx
    .insertInto("learner")
    .values({ site_id: siteId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const state = await tx
    .selectFrom("learner")
    .select(["base_id as baseId", "generation", "number", "settled"])
    .where("site_id", "=", siteId)
    .modifyEnd(forUpdate(tx))
    .executeTakeFirst();
  return state ?? none;
}

export async function saveState(tx: Tx, siteId: SiteId, state: LearnerState): Promise<void> {
  const { baseId, generation, number, settled } = state;
  await tx
    .updateTable("learner")
    .set({ base_id: baseId, generation, number, settled })
    .where("site_id", "=", siteId)
    .execute();
}

/** Lessons before the last count no longer, or again: states with the lesson `from` in them go. */
export async function dropStatesFrom(tx: Tx, siteId: SiteId, from: number): Promise<void> {
  await tx
    .deleteFrom("learner_snapshot")
    .where("site_id", "=", siteId)
    .where("number", ">=", from)
    .where("kind", "=", "auto")
    .execute();
  await tx
    .updateTable("learner")
    .set({ generation: sql`generation + 1` })
    .where("site_id", "=", siteId)
    .execute();
}
