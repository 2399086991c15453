import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import type { Scan } from "./scan.ts";
import { lastScan } from "./scan.store.ts";

/** The last scan of a site, whatever became of it; null: there was none. */
export function readScan({ db }: Pick<Context, "db">, siteId: SiteId): Promise<Scan | null> {
  return lastScan(db.read, siteId);
}
