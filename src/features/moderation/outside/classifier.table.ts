import type { Generated } from "kysely";
import type { ClassifierId, SiteId } from "../../../platform/lib/ids.ts";

export interface ClassifierTable {
  id: Generated<ClassifierId>;
  site_id: SiteId;
  name: string;
  kind: string;
  url: string;
  secret_sealed: string;
  model: string;
  is_on: number;
  hold_from: number;
  holds_on_failure: number;
  version: number;
  changed_at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    classifier: ClassifierTable;
  }
}
