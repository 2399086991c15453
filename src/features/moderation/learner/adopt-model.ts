import type { Context } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { recordDecision } from "../record-decision.ts";
import type { Model } from "./core/model.ts";
import { modelOfFile } from "./core/portable.ts";
import { keepSnapshot, readSnapshot } from "./keep-snapshot.ts";
import { catchUp } from "./learner.ts";
import { findSnapshot } from "./snapshot.store.ts";
import { lockState, readState, saveState } from "./state.store.ts";

export interface Adopting {
  siteId: SiteId;
  by: MemberId;
}

/**
 * Goes back to a state that was kept. It learns on from there: what was taught in between is left out. False: there is no
 * such state any more.
 */
export async function rollBack(ctx: Context, { id, ...who }: Adopting & { id: number }): Promise<boolean> {
  const snapshot = await findSnapshot(ctx.db.read, who.siteId, id);
  const model = snapshot && (await readSnapshot(ctx, snapshot));
  return model ? adopt(ctx, who, model, { kind: "rollback", from: id }) : false;
}

/** Takes a model from a file. False: it is none that can be used. */
export async function importModel(ctx: Context, { file, ...who }: Adopting & { file: Uint8Array }) {
  const model = await modelOfFile(file);
  return model ? adopt(ctx, who, model, { kind: "import", from: 0 }) : false;
}

/** From now on the site learns on this model. It has to earn anew what it may do. */
async function adopt(
  ctx: Context,
  { siteId, by }: Adopting,
  model: Model,
  { kind, from }: { kind: "rollback" | "import"; from: number },
): Promise<boolean> {
  const before = await readState(ctx.db.read, siteId);
  const id = await keepSnapshot(ctx, model, { ...before, siteId, kind, by });
  if (id === null) return false;
  await ctx.db.transact(async (tx) => {
    const state = await lockState(tx, siteId);
    await saveState(tx, siteId, { ...state, baseId: id, generation: state.generation + 1 });
    const at = ctx.now();
    await appendEvent(tx, { type: "rules.changed", siteId, at, by });
    await recordDecision(tx, {
      siteId,
      commentId: null,
      about: "learner",
      actor: `staff:${by}`,
      action: "changeRules",
      code: kind,
      version: String(id),
      reason: "",
      details: { from },
      before: String(state.baseId),
      after: String(id),
      at,
    });
  });
  await catchUp(ctx, siteId);
  return true;
}
