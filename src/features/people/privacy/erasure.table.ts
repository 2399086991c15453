import type { SiteId } from "../../../platform/lib/ids.ts";

/** One erasure: while it runs, with whose it is; afterwards a receipt that says nothing of them. */
export interface ErasureTable {
  /** The number of the receipt. */
  id: string;
  site_id: SiteId;
  at: number;
  level: string;
  by_staff: number;
  /** JSON: how many rows of each holding. */
  counts: string;
  /** Encrypted JSON of a Subject; null: done. */
  subject_sealed: string | null;
  /** The holding that is being erased, and how far in it; null: done. */
  step: string | null;
  mark: number;
  finished_at: number | null;
}

/** When a kind of rows was last seen to. */
export interface RetentionRunTable {
  name: string;
  at: number;
  forgotten: number;
  /** Since the beginning. */
  total: number;
  /** Everything up to here has been seen to: milliseconds since 1970. */
  mark: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    erasure: ErasureTable;
    retention_run: RetentionRunTable;
  }
}
