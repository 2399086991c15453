import { type Selectable, sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { forUpdate } from "../../../platform/db/for-update.ts";
import { padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, ScanId, SiteId } from "../../../platform/lib/ids.ts";
import type { Scan, ScanState } from "./scan.ts";
import type { ScanFindingTable, ScanRunTable } from "./scan.table.ts";

function scanOfRow(row: Selectable<ScanRunTable>): Scan {
  return {
    id: row.id,
    siteId: row.site_id,
    state: row.state as ScanState,
    from: row.from_at,
    to: row.to_at,
    cursor: { at: row.cursor_at, id: row.cursor_id },
    total: row.total,
    looked: row.looked,
    found: row.found,
    most: row.most,
    room: row.room,
    version: row.version,
    takenUntil: row.taken_until,
    startedAt: row.started_at,
    changedAt: row.changed_at,
  };
}

/** The last scan of a site, whatever became of it. */
export async function lastScan(db: Db, siteId: SiteId): Promise<Scan | null> {
  const row = await db
    .selectFrom("scan_run")
    .selectAll()
    .where("site_id", "=", siteId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? scanOfRow(row) : null;
}

export async function findScan(db: Db, id: ScanId): Promise<Scan | null> {
  const row = await db.selectFrom("scan_run").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? scanOfRow(row) : null;
}

/** A scan that is to go on, at which nobody works. */
export async function scanToTake(db: Db, now: number): Promise<Scan | null> {
  const row = await db
    .selectFrom("scan_run")
    .selectAll()
    .where("state", "=", sql.lit("running"))
    .where("taken_until", "<", now)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row ? scanOfRow(row) : null;
}

/** Writes a new scan down; null: the site has one that runs. */
export async function insertScan(
  tx: Tx,
  scan: Pick<Scan, "siteId" | "from" | "to" | "total" | "most" | "takenUntil" | "startedAt">,
): Promise<ScanId | null> {
  const row = await tx
    .insertInto("scan_run")
    .values({
      site_id: scan.siteId,
      state: "running",
      from_at: scan.from,
      to_at: scan.to,
      cursor_at: scan.from,
      total: scan.total,
      most: scan.most,
      room: scan.most,
      taken_until: scan.takenUntil,
      started_at: scan.startedAt,
      changed_at: scan.startedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

export type ScanStep = Partial<
  Pick<Scan, "state" | "cursor" | "looked" | "found" | "room" | "takenUntil" | "changedAt">
>;

/** Changes a scan as it was when it was read; false: somebody else has been quicker. */
export async function stepScan(tx: Tx, before: Scan, step: ScanStep): Promise<boolean> {
  const { state, cursor, looked, found, room, takenUntil, changedAt } = { ...before, ...step };
  const { numUpdatedRows } = await tx
    .updateTable("scan_run")
    .set({
      ...{ state, looked, found, room, cursor_at: cursor.at, cursor_id: cursor.id },
      ...{ taken_until: takenUntil, changed_at: changedAt, version: before.version + 1 },
    })
    .where("id", "=", before.id)
    .where("version", "=", before.version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Of these comments: those about which somebody of the desk has decided. */
export async function decidedByStaff(db: Db, ids: readonly CommentId[]): Promise<Set<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("decision")
    .select("comment_id")
    .where("comment_id", "in", padded(ids))
    .where("actor", "like", "staff%")
    .execute();
  return new Set(rows.map((row) => row.comment_id));
}

/** Of these comments: those that are published, kept as they are for this transaction. */
export async function stillPublished(tx: Tx, ids: readonly CommentId[]): Promise<Set<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom("comment")
    .select("id")
    .where("id", "in", padded(ids))
    .where("status", "=", "published")
    .orderBy("id")
    .modifyEnd(forUpdate(tx))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Keeps what the rules see in a comment now, in place of what they saw before. */
export async function replaceFindings(
  tx: Tx,
  id: CommentId,
  findings: readonly Selectable<ScanFindingTable>[],
): Promise<void> {
  await deleteFindings(tx, [id]);
  if (findings.length > 0) await tx.insertInto("scan_finding").values(findings).execute();
}

export async function deleteFindings(tx: Tx, ids: readonly CommentId[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom("scan_finding").where("comment_id", "in", padded(ids)).execute();
}

/** What scans saw in these comments. */
export function findingsOf(db: Db, ids: readonly CommentId[]): Promise<Selectable<ScanFindingTable>[]> {
  return db.selectFrom("scan_finding").selectAll().where("comment_id", "in", padded(ids)).execute();
}

export interface FoundBy {
  phase: string;
  n: number;
}

/** By which rules a scan has found how many, the most first. */
export async function foundBy(db: Db, id: ScanId): Promise<FoundBy[]> {
  const rows = await db
    .selectFrom("scan_finding")
    .select((eb) => ["phase", eb.fn.countAll<number>().as("n")])
    .where("run_id", "=", id)
    .groupBy("phase")
    .execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) })).toSorted((one, other) => other.n - one.n);
}
