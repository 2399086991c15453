import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";

export interface Writer {
  id: PersonId;
  name: string;
  kind: string;
  memberId: MemberId | null;
  since: number;
  published: number;
  refused: number;
  reportsUpheld: number;
  /** What the desk has said of them: 1: they are trusted; -1: they are read first; 0: nothing. */
  trust: number;
}

/** Somebody who writes on a site. */
export async function findWriter(db: Db, siteId: SiteId, id: PersonId): Promise<Writer | null> {
  const row = await db
    .selectFrom("person")
    .selectAll()
    .where("id", "=", id)
    .where("site_id", "=", siteId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    memberId: row.member_id,
    since: row.created_at,
    published: row.published_count,
    refused: row.refused_count,
    reportsUpheld: row.upheld_count,
    trust: row.trust,
  };
}
