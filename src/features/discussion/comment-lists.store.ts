import { type SqlBool, sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import type { CommentId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Comment } from "./comment.ts";
import { commentsById } from "./comment.store.ts";
import { padded } from "../../platform/db/in-groups.ts";
import { isShownRow, type Key } from "./thread-index.ts";

/** Which way a list is walked, and how far. */
interface Stretch {
  backwards: boolean;
  limit: number;
}

/** Comments in the order of their ids here. */
export async function commentsInOrder(db: Db, ids: readonly CommentId[]): Promise<Comment[]> {
  const found = new Map((await commentsById(db, ids)).map((comment) => [comment.id, comment]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const isGoneRow = sql<SqlBool>`comment.status <> 'published'`;

/**
 * Keys of all that a discussion shows, by time, from `from` on (itself included): what is published, and what was
 * removed above answers. Each of the two has an index in which that is one stretch.
 */
export function shownByTime(
  db: Db,
  storyId: StoryId,
  from: Key,
  { backwards, limit }: Stretch,
): Promise<Key[]> {
  const direction = backwards ? "desc" : "asc";
  const ofStory = db
    .selectFrom("comment")
    .select(["created_at as key", "id"])
    .where("story_id", "=", storyId)
    .orderBy("created_at", direction)
    .orderBy("id", direction)
    .limit(limit);
  // Ties apart from what lies further: see thread-index.ts.
  const parts = [
    ofStory.where("status", "=", "published"),
    ofStory.where(isShownRow).where(isGoneRow),
  ].flatMap((rows) => [
    rows.where("created_at", "=", from.key).where("id", backwards ? "<=" : ">=", from.id as CommentId),
    rows.where("created_at", backwards ? "<" : ">", from.key),
  ]);
  const [first, ...others] = parts.map((part) => db.selectFrom(part.as("part")).select(["key", "id"]));
  if (!first) return Promise.resolve([]);
  return others
    .reduce((union, part) => union.unionAll(part), first)
    .orderBy("key", direction)
    .orderBy("id", direction)
    .limit(limit)
    .execute();
}

/** A comment of a site, and the story that it is below. */
export interface Seen extends Key {
  storyId: StoryId;
}

/** The published comments of a site from `from` back (itself included), newest first, hidden discussions among them. */
export async function publishedOfSite(db: Db, siteId: SiteId, from: Key, limit: number): Promise<Seen[]> {
  const ofSite = db
    .selectFrom("comment")
    .select(["created_at as key", "id", "story_id as storyId"])
    .where("site_id", "=", siteId)
    .where("status", "=", "published")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  const tied = ofSite.where("created_at", "=", from.key).where("id", "<=", from.id as CommentId);
  const further = ofSite.where("created_at", "<", from.key);
  return db
    .selectFrom(tied.as("tied"))
    .selectAll()
    .unionAll(db.selectFrom(further.as("further")).selectAll())
    .orderBy("key", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Those of some stories whose discussions are hidden. */
export async function hiddenAmong(db: Db, storyIds: readonly StoryId[]): Promise<Set<StoryId>> {
  if (storyIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("discussion")
    .select("story_id")
    .where("story_id", "in", storyIds)
    .where("mode", "=", "hidden")
    .execute();
  return new Set(rows.map((row) => row.story_id));
}

/** Those of the comments that the site has, by their stories. */
export async function idsByStory(db: Db, siteId: SiteId, ids: readonly CommentId[]): Promise<CommentId[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("comment")
    .select("id")
    .where("site_id", "=", siteId)
    .where("id", "in", padded(ids))
    .orderBy("story_id")
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}
