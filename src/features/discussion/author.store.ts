import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, PersonId, StoryId } from "../../platform/lib/ids.ts";
import { end } from "./thread-index.ts";

/** A comment in the list of all that somebody wrote. */
export interface SaidComment {
  id: CommentId;
  storyId: StoryId;
  text: string;
  language: string | null;
  createdAt: number;
}

/** What everybody may read of somebody: published, and below no discussion that is hidden. */
function publicOf(db: Db, authorId: PersonId) {
  return db
    .selectFrom("comment")
    .innerJoin("discussion", "discussion.story_id", "comment.story_id")
    .where("comment.author_id", "=", authorId)
    .where("comment.status", "=", "published")
    .where("discussion.mode", "!=", "hidden");
}

export function publicComments(
  db: Db,
  authorId: PersonId,
  { before, limit }: { before: { at: number; id: CommentId } | null; limit: number },
): Promise<SaidComment[]> {
  return publicOf(db, authorId)
    .select([
      "comment.id",
      "comment.story_id as storyId",
      "comment.text",
      "comment.language",
      "comment.created_at as createdAt",
    ])
    .where(
      sql<boolean>`(comment.created_at, comment.id) < (${before?.at ?? end.key}, ${before?.id ?? end.id})`,
    )
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(limit)
    .execute();
}

export async function countPublic(
  db: Db,
  authorId: PersonId,
): Promise<{ comments: number; recommends: number }> {
  const row = await publicOf(db, authorId)
    .select((eb) => [
      eb.fn.countAll<number>().as("comments"),
      eb.fn.coalesce(eb.fn.sum<number>("comment.recommend_count"), sql.lit(0)).as("recommends"),
    ])
    .executeTakeFirstOrThrow();
  return { comments: Number(row.comments), recommends: Number(row.recommends) };
}

export async function updateAuthorName(tx: Tx, authors: readonly PersonId[], name: string): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ author_name: name })
    .where("author_id", "in", padded(authors))
    .execute();
}
