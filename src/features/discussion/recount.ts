import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import { rootList } from "./comment.ts";
import { build, nodeLimit, sortsOf } from "./thread-index.ts";

/**
 * Finds every count and index of a discussion anew from its comments: after many were written at once, as imports do.
 * The work is the engine's; the cost is that of reading the discussion a few times.
 */
export async function recount(tx: Tx, storyId: StoryId): Promise<void> {
  await findShown(tx, storyId);
  await countBelow(tx, storyId, "child_count", "parent_id");
  await countBelow(tx, storyId, "list_count", "list_id");
  for (const depth of [2, 1, 0]) await countReplies(tx, storyId, depth);
  await countDiscussion(tx, storyId);
  await buildIndexes(tx, storyId);
}

/** Shown is what is published, and all above it. */
async function findShown(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    with recursive up(id, parent_id) as (
      select id, parent_id from comment where story_id = ${storyId} and status = 'published'
      union
      select comment.id, comment.parent_id from comment join up on comment.id = up.parent_id
    )
    update comment set shown = case when id in (select id from up) then 1 else 0 end where story_id = ${storyId}
  `.execute(tx);
}

async function countBelow(
  tx: Tx,
  storyId: StoryId,
  counter: "child_count" | "list_count",
  owner: "parent_id" | "list_id",
): Promise<void> {
  await sql`
    update comment set ${sql.ref(counter)} = (
      select count(*) from comment as below
      where below.story_id = ${storyId} and below.shown = 1 and below.${sql.ref(owner)} = comment.id
    ) where story_id = ${storyId}
  `.execute(tx);
}

/** From the deepest owners of lists up: published ones in the list, and what is counted below them already. */
async function countReplies(tx: Tx, storyId: StoryId, depth: number): Promise<void> {
  await sql`
    update comment set reply_count = (
      select coalesce(sum(case when below.status = 'published' then 1 else 0 end + below.reply_count), 0)
      from comment as below where below.story_id = ${storyId} and below.list_id = comment.id
    ) where story_id = ${storyId} and depth = ${depth}
  `.execute(tx);
}

async function countDiscussion(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    update discussion set
      comment_count = (select count(*) from comment where story_id = ${storyId} and status = 'published'),
      root_count = (
        select count(*) from comment where story_id = ${storyId} and shown = 1 and list_id = ${sql.lit(rootList)}
      ),
      last_comment_at = coalesce(
        (select max(created_at) from comment where story_id = ${storyId} and status = 'published'), 0)
    where story_id = ${storyId}
  `.execute(tx);
}

async function buildIndexes(tx: Tx, storyId: StoryId): Promise<void> {
  const long = await tx
    .selectFrom("comment")
    .select("id")
    .where("story_id", "=", storyId)
    .where("list_count", ">", nodeLimit)
    .execute();
  const lists: (CommentId | typeof rootList)[] = [rootList, ...long.map((row) => row.id)];
  await tx
    .deleteFrom("thread_node")
    .where("story_id", "=", storyId)
    .execute();
  for (const listId of lists) {
    for (const sort of sortsOf({ storyId, listId })) await build(tx, { storyId, listId }, sort);
  }
}
