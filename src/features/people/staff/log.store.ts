import { sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import type { SettingChange, StaffChange } from "../../../platform/events/events.ts";
import type { EventId, MemberId, SiteId } from "../../../platform/lib/ids.ts";

interface LogRow {
  id: EventId;
  at: number;
  siteId: SiteId;
}

type State = { role: string; title: string } | null;

/** A change of a role or of settings, as the log of events has it. */
export type LogEntry = LogRow &
  (
    | ({ type: "staff.changed"; what: StaffChange; by: string; memberId: MemberId | null } & {
        scope: number;
        before: State;
        after: State;
      })
    | { type: "site.changed"; by: string; changes: readonly SettingChange[] }
    /** Without changes: of word lists, or of what was learnt. */
    | { type: "rules.changed"; by: string; changes?: readonly SettingChange[] }
  );

/**
 * What was changed, the newest first. `siteId`: of one site only. `before`: where the page before ended. Some of the
 * events looked at are of nobody in particular and left out, so a page may be shorter than `limit`.
 */
export async function readLog(
  db: Db,
  { siteId, before, limit }: { siteId: SiteId | null; before: EventId | null; limit: number },
): Promise<{ entries: LogEntry[]; next: EventId | null }> {
  let query = db
    .selectFrom("event")
    .select(["id", "at", "site_id", "type", "payload"])
    // Named literally, so that the index of these events matches.
    .where("type", "in", [sql.lit("staff.changed"), sql.lit("site.changed"), sql.lit("rules.changed")]);
  if (siteId !== null) query = query.where("site_id", "=", siteId);
  if (before !== null) query = query.where("id", "<", before);
  const rows = await query.orderBy("id", "desc").limit(limit).execute();
  const entries = rows.flatMap((row) => {
    const payload = JSON.parse(row.payload) as { by?: string };
    // As `appendEvent` wrote it.
    const entry = { ...payload, id: row.id, at: row.at, siteId: row.site_id, type: row.type } as LogEntry;
    return payload.by === undefined ? [] : [entry];
  });
  return { entries, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
}

/** The names of accounts, by their ids. */
export async function namesOf(db: Db, ids: readonly MemberId[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("member").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
