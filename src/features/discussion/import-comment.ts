import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import { bestScore, type Status } from "./comment.ts";
import { insertComment, setRecommend, updateRecommends } from "./comment-write.store.ts";
import { type Place, placeBelow } from "./post-comment.ts";
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
 * Writes an imported comment. No rule judges it and no event tells of it. Nothing is counted yet: when all of a
 * story's are written, `finishImport` has to be called in the same transaction.
 */
export async function importComment(tx: Tx, comment: ImportedComment): Promise<Imported> {
  const { parent, voters, body, ...rest } = comment;
  const place = placeBelow(parent);
  const isRemoved =
    comment.status === "rejected" || comment.status === "spam" || comment.status === "withdrawn";
  const id = await insertComment(tx, {
    ...body,
    ...rest,
    ...place,
    removedAt: isRemoved ? comment.createdAt : null,
  });
  for (const voter of voters) await setRecommend(tx, id, voter, true, comment.createdAt);
  if (voters.length > 0) await updateRecommends(tx, id, voters.length, bestScore(voters.length, 0));
  return { id, ...place };
}

/** Counts and indexes a story's comments after some were imported. */
export function finishImport(tx: Tx, storyId: StoryId): Promise<void> {
  return recount(tx, storyId);
}
