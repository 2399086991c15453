import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import { readSalts, writeSalts } from "./audit/chain.ts";
import type { CommentId, DecisionId } from "../../platform/lib/ids.ts";

export async function decisionsAbout(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return [];
  return db.selectFrom("decision").selectAll().where("comment_id", "in", padded(ids)).orderBy("id").execute();
}

export async function reportsAbout(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return [];
  return db.selectFrom("report").selectAll().where("comment_id", "in", padded(ids)).orderBy("id").execute();
}

/** Reports by one reader after one of them, with what became of the comments. */
export function reportsBy(db: Db, reporter: string, after: number, limit: number) {
  return db
    .selectFrom("report")
    .leftJoin("comment", "comment.id", "report.comment_id")
    .selectAll("report")
    .select("comment.status")
    .where("report.reporter", "=", reporter)
    .where("report.id", ">", after)
    .orderBy("report.id")
    .limit(limit)
    .execute();
}

export async function someReports(tx: Tx, reporters: readonly string[], limit: number) {
  if (reporters.length === 0) return [];
  return tx
    .selectFrom("report")
    .select("id")
    .where("reporter", "in", padded(reporters))
    .limit(limit)
    .execute();
}

export async function emptyReport(tx: Tx, id: number, change: { reporter?: string; note: string }) {
  await tx.updateTable("report").set(change).where("id", "=", id).execute();
}

/** Empties the words of a decision, with their salt: its chain holds without them. See audit/chain.ts. */
export async function emptyWords(tx: Tx, id: DecisionId, column: string): Promise<void> {
  const salt = column === "" ? "" : writeSalts({ ...readSalts(column), words: "" });
  await tx.updateTable("decision").set({ reason: "", details: "", salt }).where("id", "=", id).execute();
}

/** Decisions after one of them, however many of them are by `actors`: whose they are is looked at by the caller. */
export function decisionsFrom(tx: Tx, mark: number, limit: number) {
  return tx
    .selectFrom("decision")
    .select(["id", "actor", "salt"])
    .where("id", ">", mark as DecisionId)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Lets nobody tell any more who of the staff decided. */
export async function eraseActor(tx: Tx, id: DecisionId, column: string): Promise<void> {
  const salt = column === "" ? "" : writeSalts({ ...readSalts(column), actor: "" });
  await tx.updateTable("decision").set({ actor: "staff", salt }).where("id", "=", id).execute();
}

/** A device reports under a keyed hash; what stands for a member has a space in it, what stands for nobody begins with "~". */
const isOfDevice = sql<boolean>`length(reporter) = 22 and reporter not like '% %' and reporter not like '~%'`;

/** Reports of devices between two times. */
export function reportsBetween(db: Db, { from, before }: { from: number; before: number }, limit: number) {
  return db
    .selectFrom("report")
    .select(["id", "at"])
    .where("at", ">=", from)
    .where("at", "<", before)
    .where(isOfDevice)
    .orderBy("at")
    .limit(limit)
    .execute();
}

export async function renameReporter(tx: Tx, id: number, reporter: string): Promise<void> {
  await tx.updateTable("report").set({ reporter }).where("id", "=", id).execute();
}

export async function countReports(db: Db, span: { from: number; before: number }): Promise<number> {
  const row = await db
    .selectFrom("report")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", ">=", span.from)
    .where("at", "<", span.before)
    .where(isOfDevice)
    .executeTakeFirst();
  return row?.n ?? 0;
}
