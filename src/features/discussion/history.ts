import type { Db, Tx } from "../../platform/db/database.ts";
import { type SafeHtml, storedHtml } from "../../platform/html/safe-html.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import type { Comment } from "./comment.ts";
import { insertRevision, readRevisions } from "./history.store.ts";

/** One of the texts that a comment has had. */
export interface Version {
  html: SafeHtml;
  /** From when it was read: milliseconds since 1970. */
  from: number;
  /** Until when; null: it is read now. */
  to: number | null;
  isPublic: boolean;
}

/** Where one reads what a comment said before. */
export function historyPath(id: CommentId): string {
  return `/comments/${id}/history`;
}

const slipOfThePen = 2 * 60_000;

/**
 * Keeps what a comment says, which is about to be changed. Not what its writer mends right after posting, while nobody
 * has answered, recommended or reported it: then nobody can have been led to agree with other words.
 */
export async function keepFormerText(tx: Tx, comment: Comment, now: number): Promise<void> {
  const { childCount, replyCount, recommendCount, reportCount, createdAt, status } = comment;
  const isUntouched = childCount + replyCount + recommendCount + reportCount === 0;
  if (isUntouched && now - createdAt < slipOfThePen) return;
  await insertRevision(tx, {
    comment_id: comment.id,
    text: comment.text,
    html: comment.html + comment.restHtml,
    at: comment.editedAt ?? createdAt,
    was_public: status === "published" ? 1 : 0,
  });
}

/** All that a comment has said, the newest first; of what was never published nothing, unless `all` is wanted. */
export async function versionsOf(db: Db, comment: Comment, { all }: { all: boolean }): Promise<Version[]> {
  const rows = await readRevisions(db, comment.id);
  const former = rows.map((row, index) => ({
    html: storedHtml(row.html),
    from: row.at,
    to: rows[index + 1]?.at ?? comment.editedAt,
    isPublic: row.was_public === 1,
  }));
  const now: Version = {
    html: storedHtml(comment.html + comment.restHtml),
    from: comment.editedAt ?? comment.createdAt,
    to: null,
    isPublic: comment.status === "published",
  };
  return [now, ...former.toReversed()].filter(({ isPublic }) => all || isPublic);
}
