import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, PersonId, StoryId } from "../../platform/lib/ids.ts";

/** Comments of one writer after a place in the order of time, with the stories that they stand under. */
export function commentsBy(db: Db, author: PersonId, after: { at: number; id: number }, limit: number) {
  return db
    .selectFrom("comment")
    .innerJoin("story", "story.id", "comment.story_id")
    .leftJoin("comment_origin", "comment_origin.comment_id", "comment.id")
    .selectAll("comment")
    .select(["story.headline", "story.slug", "comment_origin.at as origin_at"])
    .where("comment.author_id", "=", author)
    .where(sql<boolean>`(comment.created_at, comment.id) > (${after.at}, ${after.id})`)
    .orderBy("comment.created_at")
    .orderBy("comment.id")
    .limit(limit)
    .execute();
}

export interface OwnedComment {
  id: CommentId;
  storyId: StoryId;
}

/** Some comments of these writers. */
export async function someCommentsBy(
  tx: Tx,
  authors: readonly PersonId[],
  limit: number,
): Promise<OwnedComment[]> {
  if (authors.length === 0) return [];
  return tx
    .selectFrom("comment")
    .select(["id", "story_id as storyId"])
    .where("author_id", "in", padded(authors))
    .limit(limit)
    .execute();
}

export async function giveToAuthor(tx: Tx, id: CommentId, author: PersonId, name: string): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ author_id: author, author_name: name })
    .where("id", "=", id)
    .execute();
}

/** Former texts of comments, oldest first. */
export async function formerTextsOf(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("comment_revision")
    .select(["comment_id", "text", "at", "was_public"])
    .where("comment_id", "in", padded(ids))
    .orderBy("comment_id")
    .orderBy("number")
    .execute();
}

export async function deleteFormerTexts(tx: Tx, ids: readonly CommentId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom("comment_revision").where("comment_id", "in", padded(ids)).execute();
  await tx.updateTable("comment").set({ history_count: 0 }).where("id", "in", padded(ids)).execute();
}

export async function emptyComment(tx: Tx, id: CommentId): Promise<void> {
  await tx
    .updateTable("comment")
    .set({
      text: "",
      html: "",
      rest_html: "",
      rest_words: 0,
      language: null,
      edited_at: null,
      rule: null,
      redactions: "",
    })
    .where("id", "=", id)
    .execute();
}

/** Where a comment came from, and the request that brought it at `at`. */
export async function deleteOrigin(tx: Tx, id: CommentId, at: number): Promise<void> {
  await tx.deleteFrom("comment_origin").where("comment_id", "=", id).execute();
  // Found by its time, which has an index.
  await tx.deleteFrom("idempotency").where("at", "=", at).where("comment_id", "=", id).execute();
}

/** What some voters recommended, after a place in the order of comments. */
export async function recommendsBy(db: Db, voter: string, after: number, limit: number) {
  return db
    .selectFrom("recommend")
    .select(["comment_id", "at"])
    .where("voter", "=", voter)
    .where("comment_id", ">", after as CommentId)
    .orderBy("comment_id")
    .limit(limit)
    .execute();
}

export async function someVotes(tx: Tx, voters: readonly string[], limit: number) {
  if (voters.length === 0) return [];
  return tx
    .selectFrom("recommend")
    .select(["comment_id", "voter"])
    .where("voter", "in", padded(voters))
    .limit(limit)
    .execute();
}

/** A device votes under a keyed hash; what stands for a member has a space in it, what stands for nobody begins with "~". */
const isOfDevice = sql<boolean>`length(voter) = 22 and voter not like '% %' and voter not like '~%'`;

/** Votes of devices between two times. */
export async function votesBetween(
  tx: Db,
  { from, before }: { from: number; before: number },
  limit: number,
) {
  return tx
    .selectFrom("recommend")
    .select(["comment_id", "voter", "at"])
    .where("at", ">=", from)
    .where("at", "<", before)
    .where(isOfDevice)
    .orderBy("at")
    .limit(limit)
    .execute();
}

export async function renameVoter(
  tx: Tx,
  vote: { comment_id: CommentId; voter: string },
  to: string,
): Promise<void> {
  await tx
    .updateTable("recommend")
    .set({ voter: to })
    .where("comment_id", "=", vote.comment_id)
    .where("voter", "=", vote.voter)
    .execute();
}

/** Under a story with a preset, where from comments came is evidence, and kept for as long as that lasts. */
const isEvidence = sql<boolean>`exists (select 1 from comment
  inner join discussion on discussion.story_id = comment.story_id
  where comment.id = comment_origin.comment_id and discussion.preset <> '')`;

/** Deletes some rows older than `before`. Gives how many. */
export async function deleteSomeOrigins(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("comment_origin")
    .where("comment_id", "in", (eb) =>
      eb
        .selectFrom("comment_origin")
        .select("comment_id")
        .where("at", "<", before)
        .where((where) => where.not(isEvidence))
        .orderBy("at")
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteSomeKeys(tx: Tx, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("idempotency")
    .where("key", "in", (eb) =>
      eb.selectFrom("idempotency").select("key").where("at", "<", before).orderBy("at").limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countOrigins(db: Db, before: number): Promise<number> {
  const row = await db
    .selectFrom("comment_origin")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", "<", before)
    .where((where) => where.not(isEvidence))
    .executeTakeFirst();
  return row?.n ?? 0;
}

export async function countKeys(db: Db, before: number): Promise<number> {
  const row = await db
    .selectFrom("idempotency")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", "<", before)
    .executeTakeFirst();
  return row?.n ?? 0;
}

export async function countVotes(db: Db, span: { from: number; before: number }): Promise<number> {
  const row = await db
    .selectFrom("recommend")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", ">=", span.from)
    .where("at", "<", span.before)
    .where(isOfDevice)
    .executeTakeFirst();
  return row?.n ?? 0;
}
