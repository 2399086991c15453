import type { Db } from "../../platform/db/database.ts";
import type { CommentId, MemberId, PersonId, StoryId } from "../../platform/lib/ids.ts";

/** A comment as mails speak of it. */
export interface ToldComment {
  id: CommentId;
  storyId: StoryId;
  text: string;
  status: string;
  rule: number | null;
  createdAt: number;
  authorId: PersonId;
  authorName: string;
  authorMember: MemberId | null;
  parentMember: MemberId | null;
  parentText: string | null;
  parentStatus: string | null;
  slug: string;
  headline: string;
}

/** The comments of those ids that are there, oldest first; none of a hidden discussion. */
export async function toldComments(db: Db, ids: readonly CommentId[]): Promise<ToldComment[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("comment")
    .innerJoin("story", "story.id", "comment.story_id")
    .innerJoin("discussion", "discussion.story_id", "comment.story_id")
    .innerJoin("person", "person.id", "comment.author_id")
    .leftJoin("comment as parent", "parent.id", "comment.parent_id")
    .leftJoin("person as answered", "answered.id", "parent.author_id")
    .select([
      "comment.id",
      "comment.story_id as storyId",
      "comment.text",
      "comment.status",
      "comment.rule",
      "comment.created_at as createdAt",
      "comment.author_id as authorId",
      "comment.author_name as authorName",
      "person.member_id as authorMember",
      "answered.member_id as parentMember",
      "parent.text as parentText",
      "parent.status as parentStatus",
      "story.slug",
      "story.headline",
    ])
    .where("comment.id", "in", ids)
    .where("discussion.mode", "!=", "hidden")
    .orderBy("comment.created_at")
    .orderBy("comment.id")
    .execute();
}

/** Which of these a member follows. */
export async function followedAmong(
  db: Db,
  memberId: MemberId,
  kind: "story" | "person",
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("follow")
    .select("target_id")
    .where("member_id", "=", memberId)
    .where("kind", "=", kind)
    .where("target_id", "in", ids)
    .execute();
  return new Set(rows.map((row) => row.target_id));
}

/** The status that each comment had before its present one. */
export async function statusBefore(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("decision")
    .select(["comment_id", "before"])
    .where("comment_id", "in", ids)
    .where("action", "in", ["publish", "hold", "refuse", "spam", "merge", "unmerge", "withdraw", "erase"])
    .orderBy("id")
    .execute();
  return new Map(rows.map((row) => [row.comment_id, row.before]));
}
