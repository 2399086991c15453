import type { Generated } from "kysely";
import type { SiteId, WordListId } from "../../../platform/lib/ids.ts";

export interface WordListTable {
  id: Generated<WordListId>;
  site_id: SiteId;
  name: string;
  /** banned or suspect. */
  kind: string;
  /** BCP 47: it holds below stories of this language; empty: below all. */
  language: string;
  is_on: number;
  /** One a line. */
  entries: string;
  entry_count: number;
  /** Counts up with every change. */
  version: number;
  changed_at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    word_list: WordListTable;
  }
}
