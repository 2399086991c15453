import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import type { CommentRevisionTable } from "./comment.table.ts";

/** Adds a former text as the comment's last, and counts it where others have seen it. */
export async function insertRevision(tx: Tx, row: Omit<CommentRevisionTable, "number">): Promise<void> {
  const last = await tx
    .selectFrom("comment_revision")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("comment_id", "=", row.comment_id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("comment_revision")
    .values({ ...row, number: last.count + 1 })
    .execute();
  if (row.was_public === 1)
    await tx
      .updateTable("comment")
      .set({ history_count: sql`history_count + 1` })
      .where("id", "=", row.comment_id)
      .execute();
}

/** A comment's former texts, oldest first. */
export function readRevisions(db: Db, id: CommentId): Promise<CommentRevisionTable[]> {
  return db
    .selectFrom("comment_revision")
    .selectAll()
    .where("comment_id", "=", id)
    .orderBy("number")
    .execute();
}
