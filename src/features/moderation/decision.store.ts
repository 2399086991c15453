import type { Tx } from "../../platform/db/database.ts";
import { prepared, preparedInsert, type Values } from "../../platform/db/prepared.ts";
import type { CommentId, DecisionId, PersonId } from "../../platform/lib/ids.ts";
import type { DecisionTable, ReportTable } from "./decision.table.ts";
import type { Decision } from "./record-decision.ts";

// What is about no comment, and takes back no decision, says so with an id that none has.
const noComment = 0 as CommentId;
const noDecision = 0 as DecisionId;

type NewDecision = Omit<DecisionTable, "id" | "number" | "salt" | "digest" | "hash">;

const addDecision = preparedInsert((tx: Tx, value: Values<NewDecision>) =>
  tx.insertInto("decision").values(value.all()),
);

export function insertDecision(tx: Tx, decision: Decision): Promise<DecisionId> {
  const { siteId, commentId, about, code, version, details, undoes, ...rest } = decision;
  return addDecision(tx, {
    ...rest,
    site_id: siteId,
    comment_id: commentId ?? noComment,
    about: about ?? "",
    code: code ?? "",
    version: version ?? "",
    details: details === undefined ? "" : JSON.stringify(details),
    undoes: undoes ?? noDecision,
  });
}

export interface NewReport {
  commentId: CommentId;
  authorId: PersonId;
  reporter: string;
  /** Keyed hash; empty: unknown. */
  network: string;
  reason: string;
  note: string;
  at: number;
}

const addReport = prepared((tx: Tx, value: Values<Omit<ReportTable, "id" | "handled_at" | "upheld">>) =>
  tx
    .insertInto("report")
    .values(value.all())
    .onConflict((conflict) => conflict.doNothing())
    .returning("id"),
);

/** Writes a report down. False when this reader has reported this comment before. */
export async function insertReport(tx: Tx, report: NewReport): Promise<boolean> {
  const { commentId, authorId, reporter, network, reason, note, at } = report;
  const row = { comment_id: commentId, author_id: authorId, reporter, network, reason, note, at };
  const added = await addReport(tx, row);
  return added.length > 0;
}
