import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, MemberId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Topic } from "./mail.ts";

export async function readCursor(db: Db, name: string): Promise<number | null> {
  const row = await db.selectFrom("mail_cursor").select("mark").where("name", "=", name).executeTakeFirst();
  return row?.mark ?? null;
}

/** Begins at `mark`, unless somebody has begun before. */
export async function beginCursor(tx: Tx, name: string, mark: number): Promise<void> {
  await tx
    .insertInto("mail_cursor")
    .values({ name, mark })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** Never goes back: another process may have come further. */
export async function moveCursor(tx: Tx, name: string, mark: number): Promise<void> {
  await tx
    .updateTable("mail_cursor")
    .set({ mark })
    .where("name", "=", name)
    .where("mark", "<", mark)
    .execute();
}

/** What has to be known of a comment to tell of it. */
export interface Heard {
  id: CommentId;
  siteId: SiteId;
  storyId: StoryId;
  parentId: CommentId | null;
  status: string;
  authorId: PersonId;
  authorMember: MemberId | null;
  parentMember: MemberId | null;
}

export async function readHeard(db: Db, id: CommentId): Promise<Heard | null> {
  const row = await db
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .leftJoin("comment as parent", "parent.id", "comment.parent_id")
    .leftJoin("person as answered", "answered.id", "parent.author_id")
    .select([
      "comment.id",
      "comment.site_id as siteId",
      "comment.story_id as storyId",
      "comment.parent_id as parentId",
      "comment.status",
      "comment.author_id as authorId",
      "person.member_id as authorMember",
      "answered.member_id as parentMember",
    ])
    .where("comment.id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether all are noted who are to be told of a comment. */
export async function isSeen(db: Db, id: CommentId): Promise<boolean> {
  const row = await db
    .selectFrom("seen_comment")
    .select("comment_id")
    .where("comment_id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertSeen(tx: Tx, { id, storyId, authorId }: Heard, at: number): Promise<void> {
  await tx
    .insertInto("seen_comment")
    .values({ comment_id: id, story_id: storyId, author_id: authorId, at })
    .onConflict((conflict) => conflict.column("comment_id").doNothing())
    .execute();
}

export interface NewNotice {
  memberId: MemberId;
  /** What happened: "comment:7", "decision:12". */
  thing: string;
  siteId: SiteId;
  commentId: CommentId;
  topic: Exclude<Topic, "digest">;
  thread: string;
  at: number;
  dueAt: number;
}

/** Who is told of the same thing already keeps the first reason. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice) => ({
    member_id: notice.memberId,
    thing: notice.thing,
    site_id: notice.siteId,
    comment_id: notice.commentId,
    topic: notice.topic,
    thread: notice.thread,
    at: notice.at,
    due_at: notice.dueAt,
  }));
  await tx
    .insertInto("notice")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["member_id", "thing"]).doNothing())
    .execute();
}

/** What a member has heard of one thread lately. */
export interface Told {
  /** How many mails since `since`, and when the last. */
  mails: number;
  lastAt: number | null;
  /** When those that wait are due. */
  dueAt: number | null;
}

export async function toldOf(
  db: Db,
  thread: string,
  members: readonly MemberId[],
  since: number,
): Promise<Map<MemberId, Told>> {
  if (members.length === 0) return new Map();
  const rows = await db
    .selectFrom("notice")
    .select((eb) => [
      "member_id",
      eb.fn.count<number>("mailed_at").distinct().as("mails"),
      eb.fn.max("mailed_at").as("lastAt"),
      sql<number | null>`min(case when mailed_at is null then due_at end)`.as("dueAt"),
    ])
    .where("thread", "=", thread)
    .where("member_id", "in", members)
    .where((eb) => eb.or([eb("mailed_at", "is", null), eb("mailed_at", ">", since)]))
    .groupBy("member_id")
    .execute();
  return new Map(
    rows.map(({ member_id, mails, lastAt, dueAt }) => [
      member_id,
      { mails: Number(mails), lastAt, dueAt: dueAt === null ? null : Number(dueAt) },
    ]),
  );
}

export interface DueGroup {
  memberId: MemberId;
  siteId: SiteId;
  topic: string;
}

/** For whom something is due, and what. */
export async function dueGroups(db: Db, now: number, limit: number): Promise<DueGroup[]> {
  return db
    .selectFrom("notice")
    .select(["member_id as memberId", "site_id as siteId", "topic"])
    .where("mailed_at", "is", null)
    .where("due_at", "<=", now)
    .groupBy(["member_id", "site_id", "topic"])
    .limit(limit)
    .execute();
}

/** What of a group is due, taken for this transaction. */
export async function takeDue(
  tx: Tx,
  { memberId, siteId, topic }: DueGroup,
  now: number,
): Promise<{ id: number; commentId: CommentId }[]> {
  return tx
    .selectFrom("notice")
    .select(["id", "comment_id as commentId"])
    .where("member_id", "=", memberId)
    .where("site_id", "=", siteId)
    .where("topic", "=", topic)
    .where("mailed_at", "is", null)
    .where("due_at", "<=", now)
    .orderBy("id")
    .limit(200)
    .modifyEnd(forUpdate(tx))
    .execute();
}

export async function markMailed(tx: Tx, ids: readonly number[], at: number): Promise<void> {
  await tx.updateTable("notice").set({ mailed_at: at }).where("id", "in", ids).execute();
}

/** Lets all that waits for a member on a site wait on. */
export async function postpone(
  tx: Tx,
  { memberId, siteId }: Omit<DueGroup, "topic">,
  { now, until }: { now: number; until: number },
): Promise<void> {
  await tx
    .updateTable("notice")
    .set({ due_at: until })
    .where("member_id", "=", memberId)
    .where("site_id", "=", siteId)
    .where("mailed_at", "is", null)
    .where("due_at", "<=", now)
    .execute();
}

/** Deletes some notices older than `before`, and as many comments that were seen to appear. Gives how many of the most. */
export async function deleteSomeNotices(tx: Tx, before: number, limit: number): Promise<number> {
  const notices = await tx
    .deleteFrom("notice")
    .where("id", "in", (eb) => eb.selectFrom("notice").select("id").where("at", "<", before).limit(limit))
    .executeTakeFirst();
  const seen = await tx
    .deleteFrom("seen_comment")
    .where("comment_id", "in", (eb) =>
      eb.selectFrom("seen_comment").select("comment_id").where("at", "<", before).limit(limit),
    )
    .executeTakeFirst();
  return Number(notices.numDeletedRows) + Number(seen.numDeletedRows);
}

export async function countOldNotices(db: Db, before: number): Promise<number> {
  const count = async (table: "notice" | "seen_comment") => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("at", "<", before)
      .executeTakeFirst();
    return row?.n ?? 0;
  };
  return (await count("notice")) + (await count("seen_comment"));
}

/** What was noted to tell others of comments: all of it, or only what says whose they were. */
export async function deleteNoticesAbout(
  tx: Tx,
  ids: readonly CommentId[],
  which: "all" | "people",
): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom("seen_comment").where("comment_id", "in", padded(ids)).execute();
  let notices = tx.deleteFrom("notice").where("comment_id", "in", padded(ids));
  if (which === "people") notices = notices.where("topic", "=", "people");
  await notices.execute();
}

/** What a member was, or is going to be, told of. */
export function noticesOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("notice")
    .select(["topic", "comment_id", "at"])
    .where("member_id", "=", memberId)
    .orderBy("id")
    .execute();
}

export async function deleteNoticesOf(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("notice").where("member_id", "=", memberId).execute();
}
