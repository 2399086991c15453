import type { Generated } from "kysely";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";

/** One moderation act. Rows are added and never changed. */
export interface DecisionTable {
  id: Generated<number>;
  site_id: SiteId;
  comment_id: CommentId;
  /** "rule:NAME", "staff:NAME" or "author". */
  actor: string;
  action: string;
  reason: string;
  before: string;
  after: string;
  at: number;
}

export interface ReportTable {
  id: Generated<number>;
  comment_id: CommentId;
  reporter: string;
  reason: string;
  note: string;
  at: number;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    decision: DecisionTable;
    report: ReportTable;
  }
}
