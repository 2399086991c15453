import type { Tx } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import type { DecisionTable, ReportTable } from "./decision.table.ts";
import type { Decision } from "./record-decision.ts";

const addDecision = prepared((tx: Tx, value: Values<Omit<DecisionTable, "id">>) =>
  tx.insertInto("decision").values(value.all()),
);

export async function insertDecision(tx: Tx, decision: Decision): Promise<void> {
  const { siteId, commentId, ...rest } = decision;
  await addDecision(tx, { site_id: siteId, comment_id: commentId, ...rest });
}

export interface NewReport {
  commentId: CommentId;
  reporter: string;
  reason: string;
  note: string;
  at: number;
}

const addReport = prepared((tx: Tx, value: Values<Omit<ReportTable, "id">>) =>
  tx
    .insertInto("report")
    .values(value.all())
    .onConflict((conflict) => conflict.doNothing())
    .returning("id"),
);

/** Writes a report down. False when this reader has reported this comment before. */
export async function insertReport(tx: Tx, report: NewReport): Promise<boolean> {
  const { commentId, reporter, reason, note, at } = report;
  const added = await addReport(tx, { comment_id: commentId, reporter, reason, note, at });
  return added.length > 0;
}
