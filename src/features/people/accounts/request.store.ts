import type { Db, Tx } from "../../../platform/db/database.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";

export interface KeptRequest {
  id: string;
  siteId: SiteId;
  kind: string;
  emailSealed: string;
  contentSealed: string;
  at: number;
}

export async function insertRequest(tx: Tx, request: KeptRequest): Promise<void> {
  await tx
    .insertInto("account_request")
    .values({
      id: request.id,
      site_id: request.siteId,
      kind: request.kind,
      email_sealed: request.emailSealed,
      content_sealed: request.contentSealed,
      at: request.at,
      done_at: null,
    })
    .execute();
}

/** What waits to be answered, oldest first. */
export async function waitingRequests(db: Db, limit: number): Promise<KeptRequest[]> {
  return db
    .selectFrom("account_request")
    .select([
      "id",
      "site_id as siteId",
      "kind",
      "email_sealed as emailSealed",
      "content_sealed as contentSealed",
      "at",
    ])
    .where("done_at", "is", null)
    .orderBy("at")
    .limit(limit)
    .execute();
}

/** Takes a request away: false when it is gone, because somebody else answers it. */
export async function takeRequest(tx: Tx, id: string): Promise<boolean> {
  const [done] = await tx.deleteFrom("account_request").where("id", "=", id).execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}
