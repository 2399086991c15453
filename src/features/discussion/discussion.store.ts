import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import { forUpdate } from "../../platform/db/for-update.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { DiscussionMode, Preset } from "../stories/story.ts";

export interface LockedDiscussion {
  storyId: StoryId;
  siteId: SiteId;
  mode: DiscussionMode;
  closesAt: number | null;
  slowSeconds: number;
  preset: Preset | "";
  rootCount: number;
  commentCount: number;
}

const lockRow = prepared((tx: Tx, value: Values<{ storyId: StoryId }>) =>
  tx
    .selectFrom("discussion")
    .select([
      "story_id as storyId",
      "site_id as siteId",
      sql<DiscussionMode>`mode`.as("mode"),
      "closes_at as closesAt",
      "slow_seconds as slowSeconds",
      sql<Preset | "">`preset`.as("preset"),
      "root_count as rootCount",
      "comment_count as commentCount",
    ])
    .where("story_id", "=", value("storyId"))
    .modifyEnd(forUpdate(tx)),
);

/**
 * Takes a discussion for this transaction: changes of one discussion come one after the other, so that its counts
 * stay right. Null when there is no such story.
 */
export async function lockDiscussion(tx: Tx, storyId: StoryId): Promise<LockedDiscussion | null> {
  const [discussion] = await lockRow(tx, { storyId });
  return discussion ?? null;
}

const addNew = prepared((tx: Tx, value: Values<{ storyId: StoryId; roots: number; at: number }>) =>
  tx
    .updateTable("discussion")
    .set({
      version: sql`version + 1`,
      comment_count: sql`comment_count + 1`,
      root_count: sql`root_count + ${value("roots")}`,
      last_comment_at: sql`case when last_comment_at < ${value("at")} then ${value("at")} else last_comment_at end`,
    })
    .where("story_id", "=", value("storyId")),
);

/** Counts a comment that was written at `at` and published at once. */
export async function addNewComment(
  tx: Tx,
  comment: { storyId: StoryId; isRoot: boolean; at: number },
): Promise<void> {
  const { storyId, isRoot, at } = comment;
  await addNew(tx, { storyId, roots: isRoot ? 1 : 0, at });
}

const addToRoots = prepared((tx: Tx, value: Values<{ storyId: StoryId; n: number }>) =>
  tx
    .updateTable("discussion")
    .set({ root_count: sql`root_count + ${value("n")}` })
    .where("story_id", "=", value("storyId"))
    .returning("root_count"),
);

/** Adds to the number of threads and gives the new one. */
export async function addRoots(tx: Tx, storyId: StoryId, n: number): Promise<number> {
  const [row] = await addToRoots(tx, { storyId, n });
  return row?.root_count ?? 0;
}

const addToPublished = prepared((tx: Tx, value: Values<{ storyId: StoryId; n: number }>) =>
  tx
    .updateTable("discussion")
    .set((eb) => ({
      version: sql`version + 1`,
      comment_count: sql`comment_count + ${value("n")}`,
      last_comment_at: sql`coalesce(${eb
        .selectFrom("comment")
        .select("created_at")
        .where("story_id", "=", value("storyId"))
        .where("status", "=", "published")
        .orderBy("created_at", "desc")
        .limit(1)}, 0)`,
    }))
    .where("story_id", "=", value("storyId")),
);

/** Adds to the number of published comments and finds anew when the last one was written. */
export async function addPublished(tx: Tx, storyId: StoryId, n: number): Promise<void> {
  await addToPublished(tx, { storyId, n });
}
