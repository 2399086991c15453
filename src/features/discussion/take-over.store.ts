import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";

/** A comment that somebody may take over. */
export interface GuestComment {
  id: CommentId;
  storyId: StoryId;
  authorId: PersonId;
  text: string;
  language: string | null;
  status: string;
  createdAt: number;
}

// What its writer took back, and what is nobody's, stays as it is.
const takeable = ["published", "pending", "rejected"];

/** What these guests wrote and can be taken over: nothing below a hidden discussion, which nobody is told of. */
function ofGuests(db: Db, guests: readonly PersonId[]) {
  return db
    .selectFrom("comment")
    .innerJoin("discussion", "discussion.story_id", "comment.story_id")
    .where("comment.author_id", "in", padded(guests))
    .where("comment.status", "in", takeable)
    .where("discussion.mode", "!=", "hidden");
}

export function takeableComments(
  db: Db,
  guests: readonly PersonId[],
  limit: number,
): Promise<GuestComment[]> {
  return ofGuests(db, guests)
    .select([
      "comment.id",
      "comment.story_id as storyId",
      "comment.author_id as authorId",
      "comment.text",
      "comment.language",
      "comment.status",
      "comment.created_at as createdAt",
    ])
    .orderBy("comment.created_at", "desc")
    .orderBy("comment.id", "desc")
    .limit(limit)
    .execute();
}

/** How many comments each of these guests has that can be taken over. */
export async function countTakeable(db: Db, guests: readonly PersonId[]): Promise<Map<PersonId, number>> {
  const rows = await ofGuests(db, guests)
    .select((eb) => ["comment.author_id as id", eb.fn.countAll<number>().as("n")])
    .groupBy("comment.author_id")
    .execute();
  return new Map(rows.map((row) => [row.id, Number(row.n)]));
}

export interface Choice {
  /** Of these guests only. */
  guests: readonly PersonId[];
  comments: readonly CommentId[];
  /** All that these wrote. */
  allOf: readonly PersonId[];
}

/**
 * Gives the chosen comments to another writer. Whatever isn't by these guests at this very moment
 * stays where it is. Gives how many that were.
 */
export async function moveComments(
  tx: Tx,
  { guests, comments, allOf }: Choice,
  to: { id: PersonId; name: string },
): Promise<number> {
  if (guests.length === 0) return 0;
  const moved = await tx
    .updateTable("comment")
    .set({ author_id: to.id, author_name: to.name })
    .where("author_id", "in", padded(guests))
    .where("status", "in", takeable)
    .where((eb) =>
      eb.or([
        eb("id", "in", padded([0 as CommentId, ...comments])),
        eb("author_id", "in", padded([0 as PersonId, ...allOf])),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("discussion")
            .select("discussion.story_id")
            .whereRef("discussion.story_id", "=", "comment.story_id")
            .where("mode", "=", "hidden"),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

export interface Vote {
  commentId: CommentId;
  storyId: StoryId;
  voter: string;
}

/** Recommends by these voters of what a writer wrote. */
export function votesOn(db: Db, authorId: PersonId, voters: readonly string[]): Promise<Vote[]> {
  return votes(db, voters).where("comment.author_id", "=", authorId).execute();
}

/** Recommends by one voter, where another one has recommended the same. */
export function votesOfBoth(db: Db, siteId: SiteId, one: string, other: string): Promise<Vote[]> {
  return votes(db, [one])
    .where("comment.site_id", "=", siteId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("recommend as theirs")
          .select("theirs.comment_id")
          .whereRef("theirs.comment_id", "=", "recommend.comment_id")
          .where("theirs.voter", "=", other),
      ),
    )
    .execute();
}

function votes(db: Db, voters: readonly string[]) {
  return db
    .selectFrom("recommend")
    .innerJoin("comment", "comment.id", "recommend.comment_id")
    .select(["recommend.comment_id as commentId", "comment.story_id as storyId", "recommend.voter"])
    .where("recommend.voter", "in", voters);
}

/** Makes one voter's recommends on a site another's. */
export async function giveVotes(tx: Tx, siteId: SiteId, from: string, to: string): Promise<void> {
  await tx
    .updateTable("recommend")
    .set({ voter: to })
    .where("voter", "=", from)
    .where("comment_id", "in", (eb) => eb.selectFrom("comment").select("id").where("site_id", "=", siteId))
    .execute();
}
