import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { inGroups, padded } from "../../platform/db/in-groups.ts";
import type { SafeHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { DiscussionMode } from "../stories/story.ts";
import type { Comment, Status } from "./comment.ts";
import { commentOfRow, comments } from "./comment.store.ts";

export interface LockedDiscussion {
  storyId: StoryId;
  siteId: SiteId;
  mode: DiscussionMode;
  closesAt: number | null;
  rootCount: number;
  commentCount: number;
}

/**
 * Takes a discussion for this transaction: changes of one discussion come one after the other, so that its counts
 * stay right. Null when there is no such story.
 */
export async function lockDiscussion(tx: Tx, storyId: StoryId): Promise<LockedDiscussion | null> {
  const row = await tx
    .updateTable("discussion")
    .set({ version: sql`version + 1` })
    .where("story_id", "=", storyId)
    .returning(["story_id", "site_id", "mode", "closes_at", "root_count", "comment_count"])
    .executeTakeFirst();
  return row
    ? {
        storyId: row.story_id,
        siteId: row.site_id,
        mode: row.mode as DiscussionMode,
        closesAt: row.closes_at,
        rootCount: row.root_count,
        commentCount: row.comment_count,
      }
    : null;
}

export async function readComment(tx: Tx, id: CommentId): Promise<Comment | null> {
  const row = await comments(tx).where("comment.id", "=", id).executeTakeFirst();
  return row ? commentOfRow(row) : null;
}

/** Where comments stand in their trees. */
export async function readPlaces(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("comment")
    .select(["id", "parent_id", "root_id", "list_id", "depth"])
    .where("id", "in", padded(ids))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    rootId: row.root_id,
    listId: row.list_id,
    depth: row.depth,
  }));
}

export interface CommentBody {
  text: string;
  html: SafeHtml;
  restHtml: SafeHtml;
  restWords: number;
}

export interface NewComment extends CommentBody {
  siteId: SiteId;
  storyId: StoryId;
  parentId: CommentId | null;
  rootId: CommentId | null;
  listId: number;
  depth: number;
  authorId: PersonId;
  authorName: string;
  language: string | null;
  status: Status;
  rule: number | null;
  revision: number;
  createdAt: number;
  removedAt: number | null;
}

export async function insertComment(tx: Tx, comment: NewComment): Promise<CommentId> {
  const { id } = await tx
    .insertInto("comment")
    .values(rowOf(comment))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Many at once; their ids in the same order. */
export async function insertComments(tx: Tx, all: readonly NewComment[]): Promise<CommentId[]> {
  const ids: CommentId[] = [];
  for (const group of inGroups(all)) {
    const added = await tx.insertInto("comment").values(group.map(rowOf)).returning("id").execute();
    // Ids are given in the order of the rows; in which order they come back is up to the engine.
    ids.push(...added.map((row) => row.id).sort((one, other) => one - other));
  }
  return ids;
}

function rowOf(comment: NewComment) {
  return {
    site_id: comment.siteId,
    story_id: comment.storyId,
    parent_id: comment.parentId,
    root_id: comment.rootId,
    list_id: comment.listId,
    depth: comment.depth,
    author_id: comment.authorId,
    author_name: comment.authorName,
    text: comment.text,
    html: comment.html,
    rest_html: comment.restHtml,
    rest_words: comment.restWords,
    language: comment.language,
    status: comment.status,
    rule: comment.rule,
    revision: comment.revision,
    created_at: comment.createdAt,
    removed_at: comment.removedAt,
  };
}

export async function updateBody(tx: Tx, id: CommentId, body: CommentBody, editedAt: number): Promise<void> {
  await tx
    .updateTable("comment")
    .set({
      text: body.text,
      html: body.html,
      rest_html: body.restHtml,
      rest_words: body.restWords,
      edited_at: editedAt,
    })
    .where("id", "=", id)
    .execute();
}

export interface StatusChange {
  status: Status;
  rule: number | null;
  removedAt: number | null;
}

export async function updateStatus(tx: Tx, id: CommentId, change: StatusChange): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ status: change.status, rule: change.rule, removed_at: change.removedAt })
    .where("id", "=", id)
    .execute();
}

export async function updateRecommends(tx: Tx, id: CommentId, n: number, score: number): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ recommend_count: n, best_score: score })
    .where("id", "=", id)
    .execute();
}

export async function updateReports(tx: Tx, id: CommentId, n: number, score: number): Promise<void> {
  await tx.updateTable("comment").set({ report_count: n, best_score: score }).where("id", "=", id).execute();
}

/** Records a recommend or takes it back. False when nothing changed. */
export async function setRecommend(
  tx: Tx,
  id: CommentId,
  voter: string,
  on: boolean,
  at: number,
): Promise<boolean> {
  if (on) {
    const added = await tx
      .insertInto("recommend")
      .values({ comment_id: id, voter, at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
  }
  const removed = await tx
    .deleteFrom("recommend")
    .where("comment_id", "=", id)
    .where("voter", "=", voter)
    .executeTakeFirst();
  return Number(removed.numDeletedRows) > 0;
}

export interface Origin {
  deviceHash: string;
  networkHash: string;
  textHash: string;
}

export async function insertOrigin(tx: Tx, id: CommentId, origin: Origin, at: number): Promise<void> {
  await tx
    .insertInto("comment_origin")
    .values({
      comment_id: id,
      device_hash: origin.deviceHash,
      network_hash: origin.networkHash,
      text_hash: origin.textHash,
      at,
    })
    .execute();
}

/** How many comments came from a device or network since `since`, and when the first of them did. */
export async function countOrigins(
  tx: Tx,
  column: "device_hash" | "network_hash",
  hash: string,
  since: number,
): Promise<{ count: number; first: number }> {
  const row = await tx
    .selectFrom("comment_origin")
    .select((eb) => [eb.fn.countAll<number>().as("count"), sql<number>`coalesce(min(at), 0)`.as("first")])
    .where(column, "=", hash)
    .where("at", ">", since)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), first: Number(row.first) };
}

/** A comment with the same words from the same device or network since `since`, under the same story. */
export async function findSameText(
  tx: Tx,
  storyId: StoryId,
  origin: Origin,
  since: number,
): Promise<{
  id: CommentId;
  parentId: CommentId | null;
  authorName: string;
  ofDevice: boolean;
  at: number;
} | null> {
  const row = await tx
    .selectFrom("comment_origin")
    .innerJoin("comment", "comment.id", "comment_origin.comment_id")
    .select([
      "comment.id",
      "comment.parent_id",
      "comment.author_name",
      "comment_origin.device_hash",
      "comment_origin.at",
    ])
    .where("comment_origin.text_hash", "=", origin.textHash)
    .where("comment_origin.at", ">", since)
    .where("comment.story_id", "=", storyId)
    .where("comment.status", "!=", "withdrawn")
    .where((eb) =>
      eb.or([
        eb("comment_origin.device_hash", "=", origin.deviceHash),
        eb("comment_origin.network_hash", "=", origin.networkHash),
      ]),
    )
    // The device's own comes first: somebody else in the house may have said the same since.
    .orderBy((eb) =>
      eb.case().when("comment_origin.device_hash", "=", origin.deviceHash).then(0).else(1).end(),
    )
    .orderBy("comment_origin.at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        parentId: row.parent_id,
        authorName: row.author_name,
        ofDevice: row.device_hash === origin.deviceHash,
        at: row.at,
      }
    : null;
}

export async function findByKey(tx: Tx, key: string): Promise<{ id: CommentId; fingerprint: string } | null> {
  const row = await tx
    .selectFrom("idempotency")
    .select(["comment_id", "fingerprint"])
    .where("key", "=", key)
    .executeTakeFirst();
  return row ? { id: row.comment_id, fingerprint: row.fingerprint } : null;
}

export async function insertKey(
  tx: Tx,
  key: string,
  id: CommentId,
  fingerprint: string,
  at: number,
): Promise<void> {
  await tx.insertInto("idempotency").values({ key, comment_id: id, fingerprint, at }).execute();
}

/** Forgets where comments came from, and the keys of requests, older than `before`. */
export async function deleteOrigins(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("comment_origin").where("at", "<", before).execute();
  await tx.deleteFrom("idempotency").where("at", "<", before).execute();
}
