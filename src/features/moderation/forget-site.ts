import type { Tx } from "../../platform/db/database.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import { deleteValuesOf } from "./repeats/repeat.store.ts";

/**
 * Takes away what doesn't go with the rows of a site by itself, before they go. Decisions stay: nothing takes these away,
 * and they lead nowhere then.
 */
export async function forgetSite(tx: Tx, siteId: SiteId): Promise<void> {
  await deleteValuesOf(tx, siteId);
}
