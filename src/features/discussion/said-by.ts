import type { Db, Tx } from "../../platform/db/database.ts";
import type { CommentId, PersonId } from "../../platform/lib/ids.ts";
import { cardsById } from "../stories/reading.ts";
import type { StoryCard } from "../stories/story.ts";
import { countPublic, publicComments, type SaidComment, updateAuthorName } from "./author.store.ts";

/** A public comment of somebody with the story that it is below. */
export interface Said {
  comment: SaidComment;
  story: StoryCard;
}

/** The public comments of somebody, newest first; `before`: the last one that was shown. */
export async function saidBy(
  db: Db,
  authorId: PersonId,
  query: { before: { at: number; id: CommentId } | null; limit: number },
): Promise<Said[]> {
  const comments = await publicComments(db, authorId, query);
  const stories = await cardsById(db, [...new Set(comments.map(({ storyId }) => storyId))]);
  return comments.flatMap((comment) => {
    const story = stories.get(comment.storyId);
    return story ? [{ comment, story }] : [];
  });
}

/** How many public comments somebody wrote, and how often those were recommended. */
export function recordOf(db: Db, authorId: PersonId): Promise<{ comments: number; recommends: number }> {
  return countPublic(db, authorId);
}

/** Puts another name under all that these have written. */
export async function signAs(tx: Tx, authors: readonly PersonId[], name: string): Promise<void> {
  if (authors.length > 0) await updateAuthorName(tx, authors, name);
}
