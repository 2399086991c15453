import type { Db, Tx } from "../../platform/db/database.ts";
import { inGroups } from "../../platform/db/in-groups.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import type { CommentBody } from "./comment-write.store.ts";

type MarkColumn = "picked_at" | "pinned_at" | "folded_at";

export async function setMark(
  tx: Tx,
  id: CommentId,
  { column, at }: { column: MarkColumn; at: number | null },
): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ [column]: at })
    .where("id", "=", id)
    .execute();
}

/** Closes comments to answers, those that aren't yet; or opens those again that were closed at `since`. */
export async function setLocked(
  tx: Tx,
  ids: readonly CommentId[],
  { at, since }: { at: number | null; since: number | null },
): Promise<void> {
  for (const group of inGroups(ids))
    await tx
      .updateTable("comment")
      .set({ locked_at: at })
      .where("id", "in", group)
      .where("locked_at", since === null ? "is" : "=", since)
      .execute();
}

/** A comment and all that was ever written below it, each after what it answers. */
export async function subtreeOf(db: Db, id: CommentId, most: number): Promise<CommentId[]> {
  const found = [id];
  let level: CommentId[] = [id];
  while (level.length > 0 && found.length <= most) {
    const next: CommentId[] = [];
    for (const group of inGroups(level)) {
      const rows = await db
        .selectFrom("comment")
        .select("id")
        .where("parent_id", "in", group)
        .orderBy("id")
        .execute();
      next.push(...rows.map((row) => row.id));
    }
    found.push(...next);
    level = next;
  }
  return found;
}

export async function pinnedIn(tx: Tx, storyId: StoryId): Promise<CommentId[]> {
  const rows = await tx
    .selectFrom("comment")
    .select("id")
    .where("story_id", "=", storyId)
    .where("pinned_at", "is not", null)
    .where("list_id", "=", 0)
    .orderBy("pinned_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => row.id);
}

export async function savePinned(tx: Tx, storyId: StoryId, ids: readonly CommentId[]): Promise<void> {
  await tx
    .updateTable("discussion")
    .set({ pinned: ids.join(" ") })
    .where("story_id", "=", storyId)
    .execute();
}

export async function readCovered(tx: Tx, id: CommentId): Promise<string> {
  const row = await tx.selectFrom("comment").select("redactions").where("id", "=", id).executeTakeFirst();
  return row?.redactions ?? "";
}

/** Writes a comment's words and what of them is covered. Nobody changed them: they don't count as edited. */
export async function saveCovered(
  tx: Tx,
  id: CommentId,
  { body, redactions }: { body: CommentBody; redactions: string },
): Promise<void> {
  const { text, html, restHtml, restWords } = body;
  await tx
    .updateTable("comment")
    .set({ text, html, rest_html: restHtml, rest_words: restWords, redactions })
    .where("id", "=", id)
    .execute();
}

/** Numbers of former texts that others can read. */
export async function publicRevisions(tx: Tx, id: CommentId): Promise<number[]> {
  const rows = await tx
    .selectFrom("comment_revision")
    .select("number")
    .where("comment_id", "=", id)
    .where("was_public", "=", 1)
    .execute();
  return rows.map((row) => row.number);
}

/** Lets others read former texts, or keeps them from it. */
export async function showRevisions(
  tx: Tx,
  id: CommentId,
  { numbers, isPublic }: { numbers: readonly number[]; isPublic: boolean },
): Promise<void> {
  if (numbers.length === 0) return;
  await tx
    .updateTable("comment_revision")
    .set({ was_public: isPublic ? 1 : 0 })
    .where("comment_id", "=", id)
    .where("number", "in", numbers)
    .execute();
  await tx
    .updateTable("comment")
    .set({ history_count: isPublic ? numbers.length : 0 })
    .where("id", "=", id)
    .execute();
}
