import type { Comment } from "../../discussion/comment.ts";

/**
 * What a moderator has before them: the comment's status and which of its texts. It stands in the form, and an act on a
 * comment that isn't the same any more is not done.
 */
export function seenOf({ status, editedAt, removedAt }: Comment): string {
  return `${status}.${editedAt ?? 0}.${removedAt ?? 0}`;
}
