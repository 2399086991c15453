import type { Tx } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import type { Decision } from "./record-decision.ts";

export async function insertDecision(tx: Tx, decision: Decision): Promise<void> {
  const { siteId, commentId, ...rest } = decision;
  await tx
    .insertInto("decision")
    .values({ site_id: siteId, comment_id: commentId, ...rest })
    .execute();
}

export interface NewReport {
  commentId: CommentId;
  reporter: string;
  reason: string;
  note: string;
  at: number;
}

/** Writes a report down. False when this reader has reported this comment before. */
export async function insertReport(tx: Tx, report: NewReport): Promise<boolean> {
  const added = await tx
    .insertInto("report")
    .values({
      comment_id: report.commentId,
      reporter: report.reporter,
      reason: report.reason,
      note: report.note,
      at: report.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
}
