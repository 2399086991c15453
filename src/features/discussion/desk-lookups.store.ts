import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, PersonId, SectionId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";
import { commentOfRow, comments } from "./comment.store.ts";
import { listRows } from "./thread-index.ts";

// What the desk asks of discussions, that readers never do.

/** A place in a list ordered by time. */
export interface TimeKey {
  at: number;
  id: number;
}

/** A comment as the desk's lists say it. */
export interface Excerpt {
  id: CommentId;
  storyId: StoryId;
  authorName: string;
  authorKind: Comment["authorKind"];
  /** The beginning of its text. */
  text: string;
  status: Status;
  language: string | null;
  createdAt: number;
  reportCount: number;
}

const excerptLength = 240;

function excerpts(db: Db) {
  return db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .select([
      "comment.id",
      "comment.story_id as storyId",
      "comment.author_name as authorName",
      "person.kind as authorKind",
      sql<string>`substr(comment.text, 1, ${sql.lit(excerptLength)})`.as("text"),
      "comment.status",
      "comment.language",
      "comment.created_at as createdAt",
      "comment.report_count as reportCount",
    ]);
}

type ExcerptRow = Awaited<ReturnType<ReturnType<typeof excerpts>["executeTakeFirstOrThrow"]>>;

const excerptOfRow = (row: ExcerptRow): Excerpt => ({
  ...row,
  authorKind: row.authorKind as Comment["authorKind"],
  status: row.status as Status,
});

/** Comments by their ids; with `siteId`, those of one site alone. */
export async function excerptsById(
  db: Db,
  ids: readonly CommentId[],
  siteId?: SiteId,
): Promise<Map<CommentId, Excerpt>> {
  if (ids.length === 0) return new Map();
  const some = excerpts(db).where("comment.id", "in", padded(ids));
  const rows = await (siteId === undefined ? some : some.where("comment.site_id", "=", siteId)).execute();
  return new Map(rows.map((row) => [row.id, excerptOfRow(row)]));
}

/** What somebody wrote last, the newest first. */
export async function lastBy(db: Db, author: PersonId, limit: number): Promise<Excerpt[]> {
  const rows = await excerpts(db)
    .where("comment.author_id", "=", author)
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(excerptOfRow);
}

/** The comments that stand before and after one in its list, as readers see it by time. */
export async function neighboursOf(
  db: Db,
  { storyId, listId, createdAt, id }: Pick<Comment, "storyId" | "listId" | "createdAt" | "id">,
): Promise<{ before: Comment | null; after: Comment | null }> {
  const list = listRows(db, { storyId, listId }).select("id");
  const key = sql`(${createdAt}, ${id})`;
  const [before, after] = await Promise.all([
    list
      .where(sql<boolean>`(created_at, id) < ${key}`)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst(),
    list
      .where(sql<boolean>`(created_at, id) > ${key}`)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst(),
  ]);
  const ids = [before?.id, after?.id].flatMap((each) => each ?? []);
  if (ids.length === 0) return { before: null, after: null };
  const rows = await comments(db).where("comment.id", "in", ids).execute();
  const found = (wanted: CommentId | undefined) => {
    const row = rows.find(({ id: each }) => each === wanted);
    return row ? commentOfRow(row) : null;
  };
  return { before: found(before?.id), after: found(after?.id) };
}

/** A comment as it arrived. */
export interface Arrived {
  id: CommentId;
  at: number;
  storyId: StoryId;
  sectionId: SectionId | null;
  language: string;
}

// What its author took back has nothing left to decide about.
const arriving: readonly Status[] = ["published", "pending", "rejected", "spam"];

/** The comments of a site, or of one story, in the order in which they were written, from a key on (not itself). */
export async function arrivals(
  db: Db,
  asked: {
    siteId: SiteId;
    storyId: StoryId | null;
    from: TimeKey;
    direction: "asc" | "desc";
    limit: number;
  },
): Promise<Arrived[]> {
  const { siteId, storyId, from, direction, limit } = asked;
  // Each status is read by its index, and what they give is put in order: no index of all statuses is needed.
  const beyond = direction === "asc" ? sql`>` : sql`<`;
  const walk = (status: Status) => {
    const some = db
      .selectFrom("comment")
      .select(["id", "created_at", "story_id", "language"])
      .where("status", "=", status)
      .where(sql<boolean>`(created_at, id) ${beyond} (${from.at}, ${from.id})`);
    const inPlace =
      storyId === null ? some.where("site_id", "=", siteId) : some.where("story_id", "=", storyId);
    const ordered = inPlace.orderBy("created_at", direction).orderBy("id", direction).limit(limit);
    return sql`select * from (${ordered}) as walk`;
  };
  const { rows } = await sql<Arrived>`
    select arrived.id, arrived.created_at as "at", arrived.story_id as "storyId",
      story.section_id as "sectionId", coalesce(arrived.language, story.language) as language
    from (${sql.join(arriving.map(walk), sql` union all `)}) as arrived
    inner join story on story.id = arrived.story_id
    where story.site_id = ${siteId}
    order by arrived.created_at ${sql.raw(direction)}, arrived.id ${sql.raw(direction)}
    limit ${limit}
  `.execute(db);
  return rows;
}

/** How many comments of a site were written since a key, counted up to `limit`. */
export async function countArrivals(
  db: Db,
  { siteId, since, limit }: { siteId: SiteId; since: TimeKey; limit: number },
): Promise<number> {
  const walk = (status: Status) => {
    const some = db
      .selectFrom("comment")
      .select("id")
      .where("site_id", "=", siteId)
      .where("status", "=", status)
      .where(sql<boolean>`(created_at, id) > (${since.at}, ${since.id})`)
      .limit(limit);
    return sql`select * from (${some}) as walk`;
  };
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${sql.join(arriving.map(walk), sql` union all `)}) as arrived
  `.execute(db);
  return Math.min(limit, Number(rows[0]?.n ?? 0));
}

/** Others who wrote from the same device or network, as far as that is remembered. */
export interface Others {
  /** A keyed hash, shortened: it tells whether two are the same, and nothing else. */
  hash: string;
  comments: number;
  people: readonly { id: PersonId; name: string; comments: number }[];
}

const hashShown = 6;
const othersLookedAt = 300;

/** Who else wrote from where a comment came from: among the last few hundred comments from there. Null: it is forgotten. */
export async function othersFrom(
  db: Db,
  { id, authorId, siteId }: Pick<Comment, "id" | "authorId" | "siteId">,
  column: "device_hash" | "network_hash",
): Promise<Others | null> {
  const origin = await db
    .selectFrom("comment_origin")
    .select(`${column} as hash`)
    .where("comment_id", "=", id)
    .executeTakeFirst();
  if (!origin || origin.hash === "") return null;
  const rows = await db
    .selectFrom("comment_origin")
    .innerJoin("comment", "comment.id", "comment_origin.comment_id")
    .select(["comment.author_id as id", "comment.author_name as name"])
    .where(column, "=", origin.hash)
    .where("comment.site_id", "=", siteId)
    .orderBy("comment_origin.at", "desc")
    .limit(othersLookedAt)
    .execute();
  const people = new Map<PersonId, Others["people"][number]>();
  const theirs = rows.filter((row) => row.id !== authorId);
  for (const { id: person, name } of theirs) {
    const known = people.get(person);
    people.set(person, { id: person, name: known?.name ?? name, comments: (known?.comments ?? 0) + 1 });
  }
  return { hash: origin.hash.slice(0, hashShown), comments: theirs.length, people: [...people.values()] };
}

/** A former text of a comment, as it was typed. */
export async function formerTexts(db: Db, id: CommentId): Promise<{ text: string; at: number }[]> {
  return db
    .selectFrom("comment_revision")
    .select(["text", "at"])
    .where("comment_id", "=", id)
    .orderBy("number", "desc")
    .limit(10)
    .execute();
}
