import type { Generated } from "kysely";
import type { CommentId, ScanId, SiteId } from "../../../platform/lib/ids.ts";

/** The rules are asked about a site's published comments, and how far that is. */
export interface ScanRunTable {
  id: Generated<ScanId>;
  site_id: SiteId;
  state: string;
  from_at: number;
  to_at: number;
  cursor_at: number;
  cursor_id: Generated<number>;
  total: number;
  looked: Generated<number>;
  found: Generated<number>;
  most: number;
  room: number;
  version: Generated<number>;
  taken_until: Generated<number>;
  started_at: number;
  changed_at: number;
}

/** What a rule has against a comment that is published all the same. */
export interface ScanFindingTable {
  comment_id: CommentId;
  phase: string;
  run_id: ScanId;
  say: string;
  code: string;
  details: string;
  at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    scan_run: ScanRunTable;
    scan_finding: ScanFindingTable;
  }
}
