import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { Model } from "./core/model.ts";
import { readSnapshot } from "./keep-snapshot.ts";
import { catchUp } from "./learner.ts";
import { findSnapshot } from "./snapshot.store.ts";

/** A state of a site's learner that is kept, or with 0 the one that it is in; null: there is none. */
export async function keptModel(ctx: Context, siteId: SiteId, id: number): Promise<Model | null> {
  if (id !== 0) {
    const snapshot = await findSnapshot(ctx.db.read, siteId, id);
    return snapshot && readSnapshot(ctx, snapshot);
  }
  const { model } = await catchUp(ctx, siteId);
  return model.seen === 0 ? null : model;
}
