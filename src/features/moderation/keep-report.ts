import type { Tx } from "../../platform/db/database.ts";
import { insertReport, type NewReport } from "./decision.store.ts";

/** Keeps a report for the desk. False when this reader has reported this comment before. */
export function keepReport(tx: Tx, report: NewReport): Promise<boolean> {
  return insertReport(tx, report);
}
