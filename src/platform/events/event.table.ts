import type { Generated } from "kysely";
import type { EventId, SiteId } from "../lib/ids.ts";

export interface EventTable {
  id: Generated<EventId>;
  /** PostgreSQL: the transaction that wrote it; SQLite: 0. */
  tx: Generated<number>;
  at: number;
  site_id: SiteId;
  type: string;
  payload: string;
}

declare module "../db/database.ts" {
  interface Schema {
    event: EventTable;
  }
}
