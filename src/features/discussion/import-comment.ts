import type { Db, Tx } from "../../platform/db/database.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { bestScore, type Status } from "./comment.ts";
import {
  insertComment,
  changeVotes,
  insertComments,
  type NewComment,
  readPlaces,
  updateRecommends,
} from "./comment-write.store.ts";
import { type Place, placeBelow } from "./post-comment.ts";
import { enqueuePendingOf } from "../moderation/queue/queue.ts";
import { countImported } from "../moderation/standing.ts";
import { recount } from "./recount.ts";
import type { CommentBody } from "./comment-write.store.ts";

/** A comment that comes from elsewhere, with its history. */
export interface ImportedComment {
  siteId: SiteId;
  storyId: StoryId;
  /** What it answers, as `importComment` gave it back; null: the top of a thread. */
  parent: Imported | null;
  authorId: PersonId;
  authorName: string;
  body: CommentBody;
  language: string | null;
  status: Status;
  rule: number | null;
  revision: number;
  createdAt: number;
  /** Keys of those who recommended it. */
  voters: readonly string[];
}

export interface Imported extends Place {
  id: CommentId;
}

/**
 * Writes an imported comment. No rule judges it and no event tells of it. Nothing of the
 * discussion is counted yet: when all of a story's are written, `finishImport` has to be called in the same transaction.
 */
export async function importComment(tx: Tx, comment: ImportedComment): Promise<Imported> {
  const { voters } = comment;
  const place = placeBelow(comment.parent);
  const id = await insertComment(tx, newComment(comment, place));
  await countImported(tx, [comment]);
  for (const voter of voters) await changeVotes(tx, id, { voters: [voter], on: true, at: comment.createdAt });
  if (voters.length > 0) await updateRecommends(tx, id, voters.length, bestScore(voters.length, 0));
  return { id, ...place };
}

/** Many that nobody recommended, of any stories; what they became, in the same order. */
export async function importComments(
  tx: Tx,
  comments: readonly Omit<ImportedComment, "voters">[],
): Promise<Imported[]> {
  const places = comments.map((comment) => placeBelow(comment.parent));
  const rows = comments.map((comment, index) => newComment(comment, places[index] ?? placeBelow(null)));
  const ids = await insertComments(tx, rows);
  await countImported(tx, comments);
  return ids.map((id, index) => ({ id, ...(places[index] ?? placeBelow(null)) }));
}

function newComment(comment: Omit<ImportedComment, "voters">, place: Place): NewComment {
  const isRemoved =
    comment.status === "rejected" || comment.status === "spam" || comment.status === "withdrawn";
  return {
    ...comment.body,
    ...place,
    siteId: comment.siteId,
    storyId: comment.storyId,
    authorId: comment.authorId,
    authorName: comment.authorName,
    language: comment.language,
    status: comment.status,
    rule: comment.rule,
    revision: comment.revision,
    createdAt: comment.createdAt,
    removedAt: isRemoved ? comment.createdAt : null,
  };
}

/** Where comments that were imported earlier stand. */
export async function placesOfImported(db: Db, ids: readonly CommentId[]): Promise<Map<CommentId, Imported>> {
  const places = await readPlaces(db, ids);
  return new Map(places.map((place) => [place.id, place]));
}

/** Counts and indexes a story's comments after some were imported; what was pending where it comes from waits here too. */
export async function finishImport(tx: Tx, storyId: StoryId): Promise<void> {
  await recount(tx, storyId);
  await enqueuePendingOf(tx, storyId);
}
