import type { Generated } from "kysely";
import type { CommentId, DecisionId, SiteId } from "../../../../platform/lib/ids.ts";

/** A decision that was drawn to be decided again. */
export interface ReviewItemTable {
  id: Generated<number>;
  site_id: SiteId;
  decision_id: DecisionId;
  comment_id: CommentId;
  /** publish or refuse. */
  first: string;
  /** The rule that had held or refused it; empty: none. */
  rule: string;
  language: string;
  at: number;
  /** open, agreed, disputed or settled. */
  state: Generated<string>;
  /** publish or refuse; empty: not settled. */
  verdict: Generated<string>;
}

export interface ReviewTable {
  id: Generated<number>;
  item_id: number;
  /** A member, or after an erasure something that leads nowhere. */
  reviewer: string;
  verdict: string;
  /** second, third or editor. */
  role: string;
  at: number;
}

declare module "../../../../platform/db/database.ts" {
  interface Schema {
    review_item: ReviewItemTable;
    review: ReviewTable;
  }
}
