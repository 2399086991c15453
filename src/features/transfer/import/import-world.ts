import type { Keys } from "../../../platform/lib/keys.ts";
import type { OpenSite } from "../../sites/sites.ts";

/** What one import works with. */
export interface ImportWorld {
  site: OpenSite;
  /** Where it comes from, as `ImportRunTable.source` says it. */
  source: string;
  keys: Keys;
  /** UTC milliseconds, the same for the whole import. */
  now: number;
}
