import type { Db, Tx } from "../../platform/db/database.ts";
import type { MemberId, StoryId } from "../../platform/lib/ids.ts";

/** Where a draft belongs: under a story, or to an answer to a comment of it. */
export interface DraftPlace {
  memberId: MemberId;
  storyId: StoryId;
  /** The comment that it answers; 0: none. */
  parentId: number;
}

export async function readDraft(db: Db, { memberId, storyId, parentId }: DraftPlace, since: number) {
  const row = await db
    .selectFrom("draft")
    .select("text")
    .where("member_id", "=", memberId)
    .where("story_id", "=", storyId)
    .where("parent_id", "=", parentId)
    .where("at", ">", since)
    .executeTakeFirst();
  return row?.text ?? "";
}

export async function writeDraft(tx: Tx, place: DraftPlace, text: string, at: number): Promise<void> {
  await tx
    .insertInto("draft")
    .values({
      member_id: place.memberId,
      story_id: place.storyId,
      parent_id: place.parentId,
      text,
      at,
    })
    .onConflict((conflict) =>
      conflict.columns(["member_id", "story_id", "parent_id"]).doUpdateSet({ text, at }),
    )
    .execute();
}

export async function deleteDraft(tx: Tx, { memberId, storyId, parentId }: DraftPlace): Promise<void> {
  await tx
    .deleteFrom("draft")
    .where("member_id", "=", memberId)
    .where("story_id", "=", storyId)
    .where("parent_id", "=", parentId)
    .execute();
}

/** Leaves a member the `most` drafts that they worked on last. */
export async function dropOldDrafts(tx: Tx, memberId: MemberId, most: number): Promise<void> {
  const old = await tx
    .selectFrom("draft")
    .select(["story_id", "parent_id"])
    .where("member_id", "=", memberId)
    .orderBy("at", "desc")
    .orderBy("story_id", "desc")
    .orderBy("parent_id", "desc")
    .limit(most + 10)
    .execute();
  for (const { story_id, parent_id } of old.slice(most))
    await deleteDraft(tx, { memberId, storyId: story_id, parentId: parent_id });
}

/** All that a member has begun to write, the oldest first. */
export function draftsOf(db: Db, memberId: MemberId) {
  return db
    .selectFrom("draft")
    .innerJoin("story", "story.id", "draft.story_id")
    .select(["story.headline", "draft.parent_id", "draft.text", "draft.at"])
    .where("draft.member_id", "=", memberId)
    .orderBy("draft.at")
    .orderBy("draft.story_id")
    .orderBy("draft.parent_id")
    .execute();
}

export async function deleteDraftsOf(tx: Tx, memberId: MemberId): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("draft")
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Deletes some that nobody has worked on since `before`. Gives how many. */
export async function deleteSomeDrafts(tx: Tx, before: number, limit: number): Promise<number> {
  const old = await tx
    .selectFrom("draft")
    .select(["member_id as memberId", "story_id as storyId", "parent_id as parentId"])
    .where("at", "<=", before)
    .limit(limit)
    .execute();
  for (const place of old) await deleteDraft(tx, place);
  return old.length;
}

export async function countDraftsBefore(db: Db, before: number): Promise<number> {
  const row = await db
    .selectFrom("draft")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", "<=", before)
    .executeTakeFirst();
  return row?.n ?? 0;
}
