import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { deepestLevel, rootList } from "./comment.ts";
import { rootCount } from "./comment.store.ts";
import { lockDiscussion } from "./comment-write.store.ts";
import { ordersOf } from "./thread-index.ts";
import { build } from "./thread-nodes.ts";
import { nodeLimit } from "./thread-shape.ts";

/**
 * Finds every count and index of a discussion anew from its comments: after many were written at once, as imports do.
 * The work is the engine's; the cost is that of reading the discussion a few times, and of writing what was wrong.
 */
export async function recount(tx: Tx, storyId: StoryId): Promise<void> {
  await lockDiscussion(tx, storyId);
  await findShown(tx, storyId);
  await countAnswers(tx, storyId, "child_count", "parent_id");
  await countAnswers(tx, storyId, "list_count", "list_id");
  for (let depth = deepestLevel - 1; depth >= 0; depth--) await countReplies(tx, storyId, depth);
  await countDiscussion(tx, storyId);
  await buildTrees(tx, storyId);
}

/** Shown is what is published, and what isn't but has something published below it: found from the latter's end. */
async function findShown(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    with recursive tombstone(id, parent_id) as (
      select id, parent_id from comment where story_id = ${storyId} and status <> 'published' and exists (
        select 1 from comment as answer where answer.parent_id = comment.id and answer.status = 'published'
      )
      union
      select comment.id, comment.parent_id from tombstone join comment on comment.id = tombstone.parent_id
      where comment.status <> 'published'
    )
    update comment set shown = 1 - shown where story_id = ${storyId} and shown <>
      case when status = 'published' or id in (select id from tombstone) then 1 else 0 end
  `.execute(tx);
}

async function countAnswers(
  tx: Tx,
  storyId: StoryId,
  counter: "child_count" | "list_count",
  owner: "parent_id" | "list_id",
): Promise<void> {
  const count = sql`(
    select count(*) from comment as below
    where below.story_id = ${storyId} and below.shown = 1 and below.${sql.ref(owner)} = comment.id
  )`;
  await sql`update comment set ${sql.ref(counter)} = ${count}
    where story_id = ${storyId} and ${sql.ref(counter)} <> ${count}`.execute(tx);
}

/** From the deepest owners of lists up: published ones in the list, and what is counted below them already. */
async function countReplies(tx: Tx, storyId: StoryId, depth: number): Promise<void> {
  const count = sql`(
    select coalesce(sum(case when below.status = 'published' then 1 else 0 end + below.reply_count), 0)
    from comment as below where below.story_id = ${storyId} and below.list_id = comment.id
  )`;
  await sql`update comment set reply_count = ${count}
    where story_id = ${storyId} and depth = ${depth} and reply_count <> ${count}`.execute(tx);
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

async function buildTrees(tx: Tx, storyId: StoryId): Promise<void> {
  const long = await tx
    .selectFrom("comment")
    .select(["id", "list_count as length"])
    .where("story_id", "=", storyId)
    .where("list_count", ">", nodeLimit)
    .execute();
  const roots = { id: rootList, length: await rootCount(tx, storyId) };
  await tx.deleteFrom("thread_node").where("story_id", "=", storyId).execute();
  for (const { id: listId, length } of [roots, ...long]) {
    for (const order of ordersOf({ storyId, listId })) await build(tx, order, length);
  }
}
