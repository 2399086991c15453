import { sql } from "kysely";
import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";
import { padded } from "../../../platform/db/in-groups.ts";

/** What of the decided list is wanted. Empty: all. */
export interface DecidedQuery {
  siteId: SiteId;
  actor: string;
  action: string;
  code: string;
  commentId: CommentId | null;
  /** Decided at or before this, and since that: milliseconds since 1970; null: whenever. */
  since: number | null;
  until: number | null;
  /** Where the page before ended; null: the first page. */
  before: { at: number; id: number } | null;
  limit: number;
}

/** Decisions of staff, the latest first. */
export async function decidedRows(db: Db, query: DecidedQuery) {
  let rows = db
    .selectFrom("decision")
    .selectAll()
    .where("site_id", "=", query.siteId)
    .where("actor", query.actor === "" ? "like" : "=", query.actor === "" ? "staff%" : query.actor);
  if (query.action !== "") rows = rows.where("action", "=", query.action);
  if (query.code !== "") rows = rows.where("code", "=", query.code);
  if (query.commentId !== null) rows = rows.where("comment_id", "=", query.commentId);
  if (query.since !== null) rows = rows.where("at", ">=", query.since);
  if (query.until !== null) rows = rows.where("at", "<", query.until);
  const { before } = query;
  if (before) rows = rows.where(sql<boolean>`(at, id) < (${before.at}, ${before.id})`);
  return rows.orderBy("at", "desc").orderBy("id", "desc").limit(query.limit).execute();
}

/** Beginnings of comments, by their ids. */
export async function textsOf(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("comment").select(["id", "text"]).where("id", "in", padded(ids)).execute();
  return new Map(rows.map(({ id, text }) => [id, text]));
}
