import type { Db } from "../../platform/db/database.ts";
import type { CommentId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { type Comment, rootList, type Sort } from "./comment.ts";
import { commentsInOrder, hiddenAmong, publishedOfSite, shownByTime } from "./comment-lists.store.ts";
import { beginning, end, type Key, keysFrom } from "./thread-index.ts";
import { walkOf } from "./thread-page.ts";

// Lists for whoever reads on from where they were, as programs do: a place is the last comment that was seen, so that
// what comes or goes in between moves nothing. thread-page.ts has the numbered pages for people.

/** The last comment that was seen, by what the list is ordered by and its id. */
export type Place = Key;

export interface CommentStretch {
  comments: readonly Comment[];
  /** From where to read on; null: this was the end. */
  next: Place | null;
}

export interface StretchQuery {
  storyId: StoryId;
  /** Null: from the beginning. */
  after: Place | null;
  limit: number;
}

/** All that a discussion shows, by time: every comment, and what was removed above answers. */
export function listByTime(
  db: Db,
  { storyId, after, limit, newestFirst }: StretchQuery & { newestFirst: boolean },
): Promise<CommentStretch> {
  const from = outset(after, newestFirst);
  return readOn(db, limit, (most) => shownByTime(db, storyId, from, { backwards: newestFirst, limit: most }));
}

/** The tops of threads in an order; or what is shown right below one comment, by time. */
export function listBelow(
  db: Db,
  { storyId, after, limit, below, sort }: StretchQuery & { below: CommentId | null; sort: Sort },
): Promise<CommentStretch> {
  const { by, backwards } = walkOf(below === null ? sort : "oldest");
  const order = { storyId, listId: below ?? rootList, sort: by };
  const from = outset(after, backwards);
  return readOn(db, limit, (most) => keysFrom(db, order, from, { backwards, skipped: 0, limit: most }));
}

// How many rows are looked at for one that is wanted, at most: what is in hidden discussions is stepped over.
const lookedAt = 4;

/** What is published on a site, newest first. A stretch may be shorter than `limit` and still not be the last. */
export async function listOfSite(
  db: Db,
  { siteId, after, limit }: { siteId: SiteId; after: Place | null; limit: number },
): Promise<CommentStretch> {
  const seen = await publishedOfSite(db, siteId, outset(after, true), lookedAt * limit);
  const hidden = await hiddenAmong(db, [...new Set(seen.map(({ storyId }) => storyId))]);
  const open = seen.filter(({ storyId }) => !hidden.has(storyId));
  const shown = open.slice(0, limit);
  const last = open.length > limit ? shown.at(-1) : seen.length === lookedAt * limit ? seen.at(-1) : null;
  const comments = await commentsInOrder(
    db,
    shown.map(({ id }) => id as CommentId),
  );
  return { comments, next: last ? { key: last.key, id: last.id } : null };
}

/** The first place after another. */
function outset(after: Place | null, backwards: boolean): Key {
  if (after === null) return backwards ? end : beginning;
  return { key: after.key, id: after.id + (backwards ? -1 : 1) };
}

async function readOn(
  db: Db,
  limit: number,
  read: (most: number) => Promise<readonly Key[]>,
): Promise<CommentStretch> {
  // One more than is wanted tells whether that was the end.
  const keys = await read(limit + 1);
  const shown = keys.slice(0, limit);
  const comments = await commentsInOrder(
    db,
    shown.map(({ id }) => id as CommentId),
  );
  return { comments, next: keys.length > limit ? (shown.at(-1) ?? null) : null };
}
