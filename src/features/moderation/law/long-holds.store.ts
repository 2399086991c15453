import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";

/** One that has waited for long. */
export interface LongHold {
  id: number;
  commentId: CommentId;
}

/**
 * Comments of a site that have waited since before a time, by a decision, and whose writers have no statement of that
 * yet; after one of them.
 */
export function longHolds(
  db: Db,
  { siteId, before, after, limit }: { siteId: SiteId; before: number; after: number; limit: number },
): Promise<LongHold[]> {
  return db
    .selectFrom("queue_item")
    .select(["id", "comment_id as commentId"])
    .where("site_id", "=", siteId)
    .where("queue", "=", "held")
    .where("is_head", "in", [0, 1])
    .where("since", "<=", before)
    .where("id", ">", after)
    .where((eb) =>
      eb.and([
        eb.exists(
          eb
            .selectFrom("decision")
            .select("decision.id")
            .whereRef("decision.comment_id", "=", "queue_item.comment_id")
            .where("decision.action", "=", "hold"),
        ),
        eb.not(
          eb.exists(
            eb
              .selectFrom("statement")
              .select("statement.id")
              .whereRef("statement.comment_id", "=", "queue_item.comment_id")
              .where("statement.measure", "=", "hold")
              .where("statement.ended_at", "is", null),
          ),
        ),
      ]),
    )
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** The decision by which a comment waits: the first of those that held it in the same moment. */
export async function holdingDecision(db: Db, commentId: CommentId) {
  const last = db
    .selectFrom("decision")
    .select((eb) => eb.fn.max("at").as("at"))
    .where("comment_id", "=", commentId)
    .where("action", "=", "hold");
  const row = await db
    .selectFrom("decision")
    .select(["id", "actor", "code", "reason", "details"])
    .where("comment_id", "=", commentId)
    .where("action", "=", "hold")
    .where("at", "=", last)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
