import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { paddedLength } from "../../platform/db/in-groups.ts";
import { compilable, prepared, type Values } from "../../platform/db/prepared.ts";
import { storedHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { type Badge, badgesOf } from "./badges.ts";
import { coveredFor } from "./covering.ts";
import type { Comment, Status } from "./comment.ts";
import { end, isShownRow, listRows } from "./thread-index.ts";

export function comments(db: Db) {
  return db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .leftJoin("member", "member.id", "person.member_id")
    .leftJoin("publisher_reader", (join) =>
      join
        .onRef("publisher_reader.member_id", "=", "person.member_id")
        .onRef("publisher_reader.site_id", "=", "person.site_id"),
    )
    .selectAll("comment")
    .select([
      "person.kind as author_kind",
      "person.title as author_title",
      "person.member_id as author_member_id",
      "member.handle as author_handle",
      "member.email_verified as author_verified",
      "publisher_reader.is_subscriber as author_subscriber",
      "member.created_at as author_since",
    ]);
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
    authorHandle: row.author_handle,
    authorBadges: badgesOfRow(row),
    authorMemberId: row.author_member_id,
    authorSince: row.author_since === null ? null : Date.parse(row.author_since),
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
    historyCount: row.history_count,
    removedAt: row.removed_at,
    recommendCount: row.recommend_count,
    reportCount: row.report_count,
    childCount: row.child_count,
    listCount: row.list_count,
    replyCount: row.reply_count,
    bestScore: row.best_score,
    pickedAt: row.picked_at,
    pinnedAt: row.pinned_at,
    foldedAt: row.folded_at,
    lockedAt: row.locked_at,
    coveredFor: coveredFor(row.redactions),
    mergedInto: row.merged_into,
    movedFrom: row.moved_from,
  };
}

function badgesOfRow(row: CommentRow): Badge[] {
  if (row.author_since === null) return [];
  const standing = {
    isVerified: row.author_verified === 1,
    isSubscriber: row.author_subscriber === 1,
    since: Date.parse(row.author_since),
  };
  return badgesOf(standing, row.created_at);
}

const ofSite = prepared((db: Db, value: Values<{ siteId: SiteId; id: CommentId }>) =>
  comments(db).where("comment.id", "=", value("id")).where("comment.site_id", "=", value("siteId")),
);

export async function findComment(db: Db, siteId: SiteId, id: CommentId): Promise<Comment | null> {
  const [row] = await ofSite(db, { siteId, id });
  return row ? commentOfRow(row) : null;
}

const byIds = prepared((db: Db, value: Values<{ ids: readonly CommentId[] }>) =>
  comments(db).where("comment.id", "in", value("ids")),
);

export async function commentsById(db: Db, ids: readonly CommentId[]): Promise<Comment[]> {
  if (ids.length === 0) return [];
  const rows = await byIds(db, { ids });
  return rows.map(commentOfRow);
}

const readRootCount = prepared((db: Db, value: Values<{ storyId: StoryId }>) =>
  db.selectFrom("discussion").select("root_count").where("story_id", "=", value("storyId")),
);

/** How many threads a discussion shows. */
export async function rootCount(db: Db, storyId: StoryId): Promise<number> {
  const [row] = await readRootCount(db, { storyId });
  return row?.root_count ?? 0;
}

const inLists = prepared((db: Db, value: Values<{ storyId: StoryId; listIds: readonly number[] }>) =>
  comments(db)
    .where("comment.story_id", "=", value("storyId"))
    .where("comment.list_id", "in", value("listIds"))
    .where(isShownRow)
    .orderBy("comment.created_at")
    .orderBy("comment.id"),
);

/** All that is shown in several short lists, each in order of time. */
export async function listsBelow(db: Db, storyId: StoryId, listIds: readonly number[]): Promise<Comment[]> {
  if (listIds.length === 0) return [];
  const rows = await inLists(db, { storyId, listIds });
  return rows.map(commentOfRow);
}

/** Lists side by side: `limits[n]` is how many of `listIds[n]` are wanted. */
interface Beginnings {
  storyId: StoryId;
  listIds: readonly number[];
  limits: readonly number[];
}

const idsOfBeginnings = prepared((db: Db, value: Values<Beginnings>) => {
  const limits = value("limits");
  const parts = value("listIds").map((listId, index) => {
    const beginning = listRows(db, { storyId: value("storyId"), listId })
      .select("id")
      .orderBy("created_at")
      .orderBy("id")
      .limit(limits[index] ?? 0);
    return sql`select id from (${beginning}) as beginning`;
  });
  return compilable(db, sql<{ id: CommentId }>`${sql.join(parts, sql` union all `)}`);
});

// SQLite takes 500 parts in a compound select. https://www.sqlite.org/limits.html#max_compound_select
const listsAtOnce = 256;

/** The beginnings of several long lists: the first `limit` of each, in order of time. */
export async function beginningsBelow(
  db: Db,
  storyId: StoryId,
  lists: readonly { listId: number; limit: number }[],
): Promise<Comment[]> {
  const ids: CommentId[] = [];
  for (let start = 0; start < lists.length; start += listsAtOnce) {
    const some = lists.slice(start, start + listsAtOnce);
    const rows = await idsOfBeginnings(db, {
      storyId,
      // Filled up with a list of which nothing is wanted.
      listIds: filled(some.map(({ listId }) => listId)),
      limits: filled(some.map(({ limit }) => limit)),
    });
    ids.push(...rows.map((row) => row.id));
  }
  const made = await commentsById(db, ids);
  return made.toSorted((one, other) => one.createdAt - other.createdAt || one.id - other.id);
}

function filled(numbers: readonly number[]): number[] {
  return [...numbers, ...new Array<number>(paddedLength(numbers.length) - numbers.length).fill(0)];
}

const recommended = prepared(
  (db: Db, value: Values<{ voters: readonly string[]; ids: readonly CommentId[] }>) =>
    db
      .selectFrom("recommend")
      .select("comment_id")
      .where("voter", "in", value("voters"))
      .where("comment_id", "in", value("ids")),
);

/** Which of these comments somebody recommends, under one or another of their names. */
export async function recommendedBy(
  db: Db,
  voters: readonly [string, ...string[]],
  ids: readonly CommentId[],
): Promise<Set<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await recommended(db, { voters, ids });
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

const movedLast = prepared(
  (db: Db, value: Values<{ siteId: SiteId; at: number; id: number; limit: number }>) =>
    db
      .selectFrom("discussion")
      .select(["story_id as storyId", "last_comment_at as lastCommentAt"])
      .where("site_id", "=", value("siteId"))
      .where("last_comment_at", ">", 0)
      .where("mode", "!=", "hidden")
      .where(sql<boolean>`(last_comment_at, story_id) < (${value("at")}, ${value("id")})`)
      .orderBy("last_comment_at", "desc")
      .orderBy("story_id", "desc")
      .limit(value("limit")),
);

/** The stories of a site whose discussions moved last. */
export function latestDiscussions(
  db: Db,
  siteId: SiteId,
  { before, limit }: { before: { at: number; id: StoryId } | null; limit: number },
): Promise<{ storyId: StoryId; lastCommentAt: number }[]> {
  return movedLast(db, { siteId, at: before?.at ?? end.key, id: before?.id ?? end.id, limit });
}

type OfStory = { storyId: StoryId; limit: number };

const latestRows = prepared((db: Db, value: Values<OfStory>) =>
  db
    .selectFrom("comment")
    .select([
      "id",
      "story_id as storyId",
      "author_name as authorName",
      "text",
      "language",
      "created_at as createdAt",
    ])
    .where("story_id", "=", value("storyId"))
    .where("status", "=", "published")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(value("limit")),
);

/** The latest published comments of a story, newest first. */
export function latestOfStory(db: Db, storyId: StoryId, limit: number): Promise<Latest[]> {
  return latestRows(db, { storyId, limit });
}

const latestFullRows = prepared((db: Db, value: Values<OfStory>) =>
  comments(db)
    .where("comment.story_id", "=", value("storyId"))
    .where("comment.status", "=", "published")
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(value("limit")),
);

/** The latest published comments of a story in full, newest first: for its feed. */
export async function latestInFull(db: Db, storyId: StoryId, limit: number): Promise<Comment[]> {
  const rows = await latestFullRows(db, { storyId, limit });
  return rows.map(commentOfRow);
}

const countOfSite = prepared((db: Db, value: Values<{ siteId: SiteId; since: number; limit: number }>) =>
  db
    .selectFrom(
      db
        .selectFrom("comment")
        .select("id")
        .where("site_id", "=", value("siteId"))
        .where("status", "=", "published")
        .where("created_at", ">=", value("since"))
        .limit(value("limit"))
        .as("recent"),
    )
    .select((eb) => eb.fn.countAll<number>().as("n")),
);

/** How many published comments a site's stories got since `since`, counted up to `limit`. */
export async function countSince(
  db: Db,
  query: { siteId: SiteId; since: number; limit: number },
): Promise<number> {
  const [row] = await countOfSite(db, query);
  return row?.n ?? 0;
}

/** Comments in one hour of the clock: `hour` counts from 1970. */
export interface HourCount {
  hour: number;
  n: number;
}

const anHour = sql.lit(3_600_000);

const hoursOfStory = prepared((db: Db, value: Values<{ storyId: StoryId; since: number }>) =>
  db
    .selectFrom("comment")
    .select((eb) => [sql<number>`created_at / ${anHour}`.as("hour"), eb.fn.countAll<number>().as("n")])
    .where("story_id", "=", value("storyId"))
    .where("status", "=", "published")
    .where("created_at", ">=", value("since"))
    .groupBy("hour")
    .orderBy("hour"),
);

/** How many comments of a story were published in each hour since `since`. */
export function hoursSince(db: Db, storyId: StoryId, since: number): Promise<HourCount[]> {
  return hoursOfStory(db, { storyId, since });
}
