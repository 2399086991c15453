import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import type { SiteId } from "../../platform/lib/ids.ts";
import type { Comment } from "./comment.ts";
import { commentOfRow, comments } from "./comment.store.ts";
import type { TimeKey } from "./desk-lookups.store.ts";

/** The published comments of a site after a key, up to a moment, the oldest first. */
export async function publishedAfter(
  db: Db,
  { siteId, after, to, limit }: { siteId: SiteId; after: TimeKey; to: number; limit: number },
): Promise<Comment[]> {
  const rows = await comments(db)
    .where("comment.site_id", "=", siteId)
    .where("comment.status", "=", "published")
    .where(sql<boolean>`(comment.created_at, comment.id) > (${after.at}, ${after.id})`)
    .where("comment.created_at", "<=", to)
    .orderBy("comment.created_at")
    .orderBy("comment.id")
    .limit(limit)
    .execute();
  return rows.map(commentOfRow);
}

export async function countPublished(
  db: Db,
  { siteId, from, to }: { siteId: SiteId; from: number; to: number },
): Promise<number> {
  const row = await db
    .selectFrom("comment")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("site_id", "=", siteId)
    .where("status", "=", "published")
    .where("created_at", ">=", from)
    .where("created_at", "<=", to)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
