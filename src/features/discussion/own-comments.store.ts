import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { PersonId } from "../../platform/lib/ids.ts";
import type { Comment } from "./comment.ts";
import { commentOfRow, comments } from "./comment.store.ts";

/** What some people wrote, in every state, the latest first, from before a place in the order of time. */
export async function commentsByPeople(
  db: Db,
  persons: readonly PersonId[],
  { before, limit }: { before: { at: number; id: number } | null; limit: number },
): Promise<Comment[]> {
  if (persons.length === 0) return [];
  let query = comments(db)
    .where("comment.author_id", "in", padded(persons))
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(limit);
  if (before)
    query = query.where(sql<boolean>`(comment.created_at, comment.id) < (${before.at}, ${before.id})`);
  return (await query.execute()).map(commentOfRow);
}
