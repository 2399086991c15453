import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import { storedHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, SectionId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type {
  Confidence,
  Discussion,
  DiscussionMode,
  Figure,
  Preset,
  Story,
  StoryCard,
  StoryNote,
  Tag,
} from "./story.ts";
import type { DiscussionTable, FigureTable, MediaTable, StoryTable } from "./story.table.ts";

const cardColumns = [
  "story.id",
  "story.site_id",
  "story.slug",
  "story.headline",
  "story.standfirst",
  "story.excerpt",
  "story.bylines",
  "story.section_id",
  "story.language",
  "story.confidence",
  "story.weight",
  "story.published_at",
  "story.updated_at",
] as const;

type CardRow = Pick<
  Selectable<StoryTable>,
  | "id"
  | "site_id"
  | "slug"
  | "headline"
  | "standfirst"
  | "excerpt"
  | "bylines"
  | "section_id"
  | "language"
  | "confidence"
  | "weight"
  | "published_at"
  | "updated_at"
> &
  Pick<Selectable<DiscussionTable>, "comment_count" | "mode" | "closes_at">;

function cards(db: Db) {
  return db
    .selectFrom("story")
    .innerJoin("discussion", "discussion.story_id", "story.id")
    .select([...cardColumns, "discussion.comment_count", "discussion.mode", "discussion.closes_at"]);
}

function cardOfRow(row: CardRow, picture: Figure | null): StoryCard {
  return {
    id: row.id,
    siteId: row.site_id,
    slug: row.slug,
    headline: row.headline,
    standfirst: row.standfirst,
    excerpt: row.excerpt,
    bylines: JSON.parse(row.bylines),
    sectionId: row.section_id,
    language: row.language,
    confidence: row.confidence as Confidence,
    weight: row.weight as StoryCard["weight"],
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    commentCount: row.comment_count,
    discussionMode: row.mode as DiscussionMode,
    closesAt: row.closes_at,
    picture,
  };
}

async function withPictures(db: Db, rows: CardRow[]): Promise<StoryCard[]> {
  const figures = await leadFigures(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => cardOfRow(row, figures.get(row.id) ?? null));
}

const leadRows = prepared((db: Db, value: Values<{ ids: StoryId[] }>) =>
  figureRows(db).where("figure.story_id", "in", value("ids")).where("figure.placement", "=", "lead"),
);

async function leadFigures(db: Db, ids: StoryId[]): Promise<Map<StoryId, Figure>> {
  if (ids.length === 0) return new Map();
  const rows = await leadRows(db, { ids });
  const found = new Map<StoryId, Figure>();
  for (const row of rows) if (!found.has(row.story_id)) found.set(row.story_id, figureOfRow(row));
  return found;
}

function figureRows(db: Db) {
  return db
    .selectFrom("figure")
    .innerJoin("media", "media.id", "figure.media_id")
    .select([
      "figure.story_id",
      "figure.media_id",
      "figure.position",
      "figure.placement",
      "figure.alt",
      "figure.caption",
      "figure.credit",
      "media.width",
      "media.height",
      "media.renditions",
      "media.source_url",
    ])
    .orderBy("figure.position");
}

function figureOfRow(
  row: Selectable<FigureTable> &
    Pick<Selectable<MediaTable>, "width" | "height" | "renditions" | "source_url">,
): Figure {
  return {
    mediaId: row.media_id,
    placement: row.placement === "body" ? "body" : "lead",
    position: row.position,
    alt: row.alt,
    caption: row.caption,
    credit: row.credit,
    width: row.width,
    height: row.height,
    renditions: JSON.parse(row.renditions),
    sourceUrl: row.source_url,
  };
}

export async function findStory(db: Db, siteId: SiteId, slug: string): Promise<Story | null> {
  const row = await wholeStories(db)
    .where("story.site_id", "=", siteId)
    .where("story.slug", "=", slug)
    .executeTakeFirst();
  return row ? storyOfRow(db, row) : null;
}

const discussionRow = prepared((db: Db, value: Values<{ id: StoryId }>) =>
  db
    .selectFrom("discussion")
    .select(["mode", "notice", "closes_at", "comment_count", "root_count", "last_comment_at"])
    .select(["slow_seconds", "preset", "pinned"])
    .where("story_id", "=", value("id")),
);

/** What is known of a story's discussion: it changes more often than the story. */
export async function findDiscussion(db: Db, id: StoryId): Promise<Discussion | null> {
  const [row] = await discussionRow(db, { id });
  return row ? discussionOfRow(row) : null;
}

const countRows = prepared((db: Db, value: Values<{ ids: StoryId[] }>) =>
  db.selectFrom("discussion").select(["story_id", "comment_count"]).where("story_id", "in", value("ids")),
);

/** Stories as lists show them, with the numbers of their comments as they are now. */
export async function withCounts(db: Db, cards: readonly StoryCard[]): Promise<StoryCard[]> {
  if (cards.length === 0) return [];
  const rows = await countRows(db, { ids: cards.map((card) => card.id) });
  const counts = new Map(rows.map((row) => [row.story_id, row.comment_count]));
  return cards.map((card) => ({ ...card, commentCount: counts.get(card.id) ?? card.commentCount }));
}

function discussionOfRow(
  row: Omit<Selectable<DiscussionTable>, "story_id" | "site_id" | "version" | "closes_without">,
): Discussion {
  return {
    mode: row.mode as DiscussionMode,
    notice: row.notice,
    closesAt: row.closes_at,
    slowSeconds: row.slow_seconds,
    preset: row.preset as Preset | "",
    pinned: row.pinned.split(" ").filter(Boolean).map(Number) as CommentId[],
    commentCount: row.comment_count,
    rootCount: row.root_count,
    lastCommentAt: row.last_comment_at,
  };
}

export async function findStoryById(db: Db, id: StoryId): Promise<Story | null> {
  const row = await wholeStories(db).where("story.id", "=", id).executeTakeFirst();
  return row ? storyOfRow(db, row) : null;
}

function wholeStories(db: Db) {
  return cards(db).select([
    "story.kind",
    "story.dateline",
    "story.html",
    "story.word_count",
    "story.revision",
    "story.translation_key",
    "discussion.notice",
    "discussion.root_count",
    "discussion.last_comment_at",
    "discussion.slow_seconds",
    "discussion.preset",
    "discussion.pinned",
  ]);
}

type WholeRow = Awaited<ReturnType<ReturnType<typeof wholeStories>["executeTakeFirstOrThrow"]>>;

async function storyOfRow(db: Db, row: WholeRow): Promise<Story> {
  const [tags, figures, notes] = await Promise.all([
    tagsOf(db, row.id),
    figuresOf(db, row.id),
    notesOf(db, row.id),
  ]);
  return {
    ...cardOfRow(row, figures.find((figure) => figure.placement === "lead") ?? null),
    kind: row.kind === "page" ? "page" : "story",
    dateline: row.dateline,
    html: storedHtml(row.html),
    wordCount: row.word_count,
    revision: row.revision,
    translationKey: row.translation_key,
    tags,
    figures,
    notes,
    discussion: discussionOfRow(row),
  };
}

async function tagsOf(db: Db, id: StoryId): Promise<Tag[]> {
  return db
    .selectFrom("story_tag")
    .innerJoin("tag", "tag.id", "story_tag.tag_id")
    .select(["tag.slug", "tag.name"])
    .where("story_tag.story_id", "=", id)
    .orderBy("tag.id")
    .execute();
}

async function figuresOf(db: Db, id: StoryId): Promise<Figure[]> {
  const rows = await figureRows(db).where("figure.story_id", "=", id).execute();
  return rows.map(figureOfRow);
}

export async function notesOf(db: Db, id: StoryId): Promise<StoryNote[]> {
  const rows = await db
    .selectFrom("story_note")
    .select(["kind", "at", "html", "revision"])
    .where("story_id", "=", id)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    kind: row.kind === "correction" ? "correction" : "update",
    at: row.at,
    html: storedHtml(row.html),
    revision: row.revision,
  }));
}

/** A place in a list ordered by time of publication: the last story that was seen. */
export interface StoryCursor {
  publishedAt: number;
  id: StoryId;
}

export interface StoryFilter {
  siteId: SiteId;
  sectionId?: SectionId;
  tagSlug?: string;
  before?: StoryCursor | null;
  limit: number;
}

/** Stories by time, newest first. The cost is that of `limit` rows, however deep `before` lies. */
export async function listStories(db: Db, filter: StoryFilter): Promise<StoryCard[]> {
  let query = cards(db).where("story.site_id", "=", filter.siteId).where("story.kind", "=", "story");
  if (filter.sectionId !== undefined) query = query.where("story.section_id", "=", filter.sectionId);
  if (filter.tagSlug !== undefined) query = withTag(query, filter.siteId, filter.tagSlug);
  if (filter.before) {
    const { publishedAt, id } = filter.before;
    query = query.where(sql<boolean>`(story.published_at, story.id) < (${publishedAt}, ${id})`);
  }
  const rows = await query
    .orderBy("story.published_at", "desc")
    .orderBy("story.id", "desc")
    .limit(filter.limit)
    .execute();
  return withPictures(db, rows);
}

type CardQuery = ReturnType<typeof cards>;

function withTag(query: CardQuery, siteId: SiteId, slug: string): CardQuery {
  return query.where("story.id", "in", (eb) =>
    eb
      .selectFrom("story_tag")
      .innerJoin("tag", "tag.id", "story_tag.tag_id")
      .select("story_tag.story_id")
      .where("tag.site_id", "=", siteId)
      .where("tag.slug", "=", slug),
  );
}

const mostDiscussedRows = prepared(
  (db: Db, value: Values<{ siteId: SiteId; since: number; limit: number }>) =>
    db
      .selectFrom("discussion")
      .select("story_id")
      .where("site_id", "=", value("siteId"))
      .where("last_comment_at", ">=", value("since"))
      .where("comment_count", ">", 0)
      .where("mode", "!=", "hidden")
      .orderBy("comment_count", "desc")
      .orderBy("story_id", "desc")
      .limit(sql<number>`${value("limit")}`),
);

/** The stories with the most comments among those talked about since `since`, most first. */
export async function mostDiscussed(
  db: Db,
  query: { siteId: SiteId; since: number; limit: number },
): Promise<StoryId[]> {
  const rows = await mostDiscussedRows(db, query);
  return rows.map((row) => row.story_id);
}

const cardRows = prepared((db: Db, value: Values<{ ids: StoryId[] }>) =>
  cards(db).where("story.id", "in", value("ids")),
);

export async function cardsById(db: Db, ids: readonly StoryId[]): Promise<Map<StoryId, StoryCard>> {
  if (ids.length === 0) return new Map();
  const rows = await cardRows(db, { ids: [...ids] });
  const made = await withPictures(db, rows);
  return new Map(made.map((card) => [card.id, card]));
}
