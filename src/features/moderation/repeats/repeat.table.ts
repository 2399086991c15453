import type { Generated } from "kysely";
import type { ClusterId, CommentId, SiteId } from "../../../platform/lib/ids.ts";

/** Comments that say nearly the same. */
export interface RepeatClusterTable {
  id: Generated<ClusterId>;
  site_id: SiteId;
  size: number;
  last_at: number;
  /** What somebody of the desk last decided about one of them: published, rejected or spam; empty: nothing. */
  verdict: string;
}

export interface RepeatTextTable {
  comment_id: CommentId;
  at: number;
  cluster_id: ClusterId | null;
  /** The values of its sketch, with spaces between. */
  sketch: string;
}

/** By each value of a sketch: the comments that have it. */
export interface RepeatValueTable {
  value: number;
  comment_id: CommentId;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    repeat_cluster: RepeatClusterTable;
    repeat_text: RepeatTextTable;
    repeat_value: RepeatValueTable;
  }
}
