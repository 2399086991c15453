import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { storedHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";
import { isShownRow, listRows } from "./thread-index.ts";

export function comments(db: Db) {
  return db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .selectAll("comment")
    .select(["person.kind as author_kind", "person.title as author_title"]);
}

export type CommentRow = Awaited<ReturnType<ReturnType<typeof comments>["executeTakeFirstOrThrow"]>>;

export function commentOfRow(row: CommentRow): Comment {
  return {
    id: row.id,
    siteId: row.site_id,
    storyId: row.story_id,
    parentId: row.parent_id,
    rootId: row.root_id,
    listId: row.list_id,
    depth: row.depth,
    authorId: row.author_id,
    authorName: row.author_name,
    authorKind: row.author_kind as Comment["authorKind"],
    authorTitle: row.author_title,
    text: row.text,
    html: storedHtml(row.html),
    restHtml: storedHtml(row.rest_html),
    restWords: row.rest_words,
    language: row.language,
    status: row.status as Status,
    rule: row.rule,
    revision: row.revision,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    removedAt: row.removed_at,
    recommendCount: row.recommend_count,
    reportCount: row.report_count,
    childCount: row.child_count,
    listCount: row.list_count,
    replyCount: row.reply_count,
    bestScore: row.best_score,
  };
}

export async function findComment(db: Db, siteId: SiteId, id: CommentId): Promise<Comment | null> {
  const row = await comments(db)
    .where("comment.id", "=", id)
    .where("comment.site_id", "=", siteId)
    .executeTakeFirst();
  return row ? commentOfRow(row) : null;
}

export async function commentsById(db: Db, ids: readonly CommentId[]): Promise<Comment[]> {
  if (ids.length === 0) return [];
  const rows = await comments(db).where("comment.id", "in", ids).execute();
  return rows.map(commentOfRow);
}

/** How many threads a discussion shows. */
export async function rootCount(db: Db, storyId: StoryId): Promise<number> {
  const row = await db
    .selectFrom("discussion")
    .select("root_count")
    .where("story_id", "=", storyId)
    .executeTakeFirst();
  return row?.root_count ?? 0;
}

/** All that is shown in several short lists, each in order of time. */
export async function listsBelow(db: Db, storyId: StoryId, listIds: readonly number[]): Promise<Comment[]> {
  if (listIds.length === 0) return [];
  const rows = await comments(db)
    .where("comment.story_id", "=", storyId)
    .where("comment.list_id", "in", listIds)
    .where(isShownRow)
    .orderBy("comment.created_at")
    .orderBy("comment.id")
    .execute();
  return rows.map(commentOfRow);
}

// SQLite takes 500 parts in a compound select. https://www.sqlite.org/limits.html#max_compound_select
const listsAtOnce = 200;

/** The beginnings of several long lists: the first `limit` of each, in order of time. */
export async function beginningsBelow(
  db: Db,
  storyId: StoryId,
  lists: readonly { listId: number; limit: number }[],
): Promise<Comment[]> {
  const ids: CommentId[] = [];
  for (let start = 0; start < lists.length; start += listsAtOnce) {
    const parts = lists.slice(start, start + listsAtOnce).map(({ listId, limit }) => {
      const beginning = listRows(db, { storyId, listId })
        .select("id")
        .orderBy("created_at")
        .orderBy("id")
        .limit(limit);
      return sql`select id from (${beginning}) as beginning`;
    });
    const { rows } = await sql<{ id: CommentId }>`${sql.join(parts, sql` union all `)}`.execute(db);
    ids.push(...rows.map((row) => row.id));
  }
  const made = await commentsById(db, ids);
  return made.toSorted((one, other) => one.createdAt - other.createdAt || one.id - other.id);
}

/** What these people wrote under a story and only they can see, oldest first; the last 20. What keeps its place above
 * answers is seen there. */
export async function unpublishedOf(
  db: Db,
  storyId: StoryId,
  authors: readonly PersonId[],
): Promise<Comment[]> {
  if (authors.length === 0) return [];
  const rows = await comments(db)
    .where("comment.author_id", "in", authors)
    .where("comment.story_id", "=", storyId)
    .where("comment.status", "in", ["pending", "rejected", "spam"])
    .where("comment.shown", "=", 0)
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(20)
    .execute();
  return rows.map(commentOfRow).reverse();
}

export async function recommendedBy(
  db: Db,
  voter: string,
  ids: readonly CommentId[],
): Promise<Set<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("recommend")
    .select("comment_id")
    .where("voter", "=", voter)
    .where("comment_id", "in", ids)
    .execute();
  return new Set(rows.map((row) => row.comment_id));
}

/** A comment in a list of the latest ones. */
export interface Latest {
  id: CommentId;
  storyId: StoryId;
  authorName: string;
  text: string;
  language: string | null;
  createdAt: number;
}

/** The stories of a site whose discussions moved last. */
export async function latestDiscussions(
  db: Db,
  siteId: SiteId,
  { before, limit }: { before: { at: number; id: StoryId } | null; limit: number },
): Promise<{ storyId: StoryId; lastCommentAt: number }[]> {
  let query = db
    .selectFrom("discussion")
    .select(["story_id", "last_comment_at"])
    .where("site_id", "=", siteId)
    .where("last_comment_at", ">", 0)
    .where("mode", "!=", "hidden");
  if (before) query = query.where(sql<boolean>`(last_comment_at, story_id) < (${before.at}, ${before.id})`);
  const rows = await query
    .orderBy("last_comment_at", "desc")
    .orderBy("story_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ storyId: row.story_id, lastCommentAt: row.last_comment_at }));
}

/** The latest published comments of a story, newest first. */
export async function latestOfStory(db: Db, storyId: StoryId, limit: number): Promise<Latest[]> {
  const rows = await db
    .selectFrom("comment")
    .select(["id", "story_id", "author_name", "text", "language", "created_at"])
    .where("story_id", "=", storyId)
    .where("status", "=", "published")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    storyId: row.story_id,
    authorName: row.author_name,
    text: row.text,
    language: row.language,
    createdAt: row.created_at,
  }));
}

/** The latest published comments of a story in full, newest first: for its feed. */
export async function latestInFull(db: Db, storyId: StoryId, limit: number): Promise<Comment[]> {
  const rows = await comments(db)
    .where("comment.story_id", "=", storyId)
    .where("comment.status", "=", "published")
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(commentOfRow);
}

/** How many published comments a site's stories got since `since`. */
export async function countSince(db: Db, siteId: SiteId, since: number): Promise<number> {
  const { n } = await db
    .selectFrom("comment")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("site_id", "=", siteId)
    .where("status", "=", "published")
    .where("created_at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** When comments of a story were published since `since`, oldest first, at most `limit`: for the day's gauge. */
export async function timesSince(db: Db, storyId: StoryId, since: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom("comment")
    .select("created_at")
    .where("story_id", "=", storyId)
    .where("status", "=", "published")
    .where("created_at", ">=", since)
    .orderBy("created_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.created_at);
}
