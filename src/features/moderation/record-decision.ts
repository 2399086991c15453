import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { insertDecision } from "./decision.store.ts";

export interface Decision {
  siteId: SiteId;
  commentId: CommentId;
  /** Who or what decided: "rule:NAME", "staff:NAME" or "author". */
  actor: string;
  action: string;
  /** Why, as the desk will read it. */
  reason: string;
  before: string;
  after: string;
  at: number;
}

/** Writes down a moderation act, in the transaction of the act. */
export function recordDecision(tx: Tx, decision: Decision): Promise<void> {
  return insertDecision(tx, decision);
}
