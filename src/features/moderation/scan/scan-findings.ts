import type { Db } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { findingsOf } from "./scan.store.ts";

/** What a rule had against a comment, told as its decisions are. */
export interface FoundObjection {
  commentId: CommentId;
  actor: string;
  action: string;
  code: string;
  /** JSON. */
  details: string;
  at: number;
}

/** What rules had against these comments when they were scanned. No decision was made of it. */
export async function objectionsOfScans(db: Db, ids: readonly CommentId[]): Promise<FoundObjection[]> {
  if (ids.length === 0) return [];
  const rows = await findingsOf(db, ids);
  return rows.map(({ comment_id, phase, say, code, details, at }) => ({
    commentId: comment_id,
    actor: `rule:${phase}`,
    action: say,
    code,
    details,
    at,
  }));
}
