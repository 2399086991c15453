import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import type { Site } from "./site.ts";
import { insertSite } from "./site.store.ts";

/** Opens a new site. */
export async function addSite(
  tx: Tx,
  site: Omit<Site, "id">,
  direction: string,
  at: number,
): Promise<SiteId> {
  const id = await insertSite(tx, site, direction, at);
  await appendEvent(tx, { type: "site.changed", siteId: id, at });
  return id;
}
