import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { deepestLevel, rootList } from "./comment.ts";
import { rootCount } from "./comment.store.ts";
import { lockDiscussion } from "./discussion.store.ts";
import { ordersOf } from "./thread-index.ts";
import { build } from "./thread-nodes.ts";
import { nodeLimit } from "./thread-shape.ts";

/**
 * Finds every count and index of a discussion anew from its comments: after many were written at once, as imports do.
 * The work is the engine's; the cost is that of reading the discussion a few times, and of writing once what was wrong
 * (on PostgreSQL each write of a row costs one in all its indexes).
 */
export async function recount(tx: Tx, storyId: StoryId): Promise<void> {
  await lockDiscussion(tx, storyId);
  await findTombstones(tx, storyId);
  await resetCounts(tx, storyId);
  await countDeepAnswers(tx, storyId);
  for (let depth = deepestLevel; depth > 0; depth--) await countLists(tx, storyId, depth);
  await showPublished(tx, storyId);
  await countDiscussion(tx, storyId);
  await buildTrees(tx, storyId);
}

/** Of what isn't published, that is shown which has something published below it: found from the latter's end. */
async function findTombstones(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    with recursive tombstone(id, parent_id) as (
      select id, parent_id from comment where story_id = ${storyId} and status <> 'published' and exists (
        select 1 from comment as answer where answer.parent_id = comment.id and answer.status = 'published'
      )
      union
      select comment.id, comment.parent_id from tombstone join comment on comment.id = tombstone.parent_id
      where comment.status <> 'published'
    )
    update comment set shown = 1 - shown where story_id = ${storyId} and status <> 'published' and
      shown <> case when id in (select id from tombstone) then 1 else 0 end
  `.execute(tx);
}

/** What is shown, before `showPublished` has said it of each row. */
const isSeen = (row: "comment" | "answer") =>
  sql`(${sql.ref(`${row}.status`)} = 'published' or ${sql.ref(`${row}.shown`)} = 1)`;

/** Nothing is counted below what has no answers that are shown. */
async function resetCounts(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    update comment set child_count = 0, list_count = 0, reply_count = 0
    where story_id = ${storyId} and child_count + list_count + reply_count <> 0 and not exists (
      select 1 from comment as answer where answer.parent_id = comment.id and ${isSeen("answer")}
    )
  `.execute(tx);
}

/** The answers to comments that have no list of their own. What has answers that are shown is shown. */
async function countDeepAnswers(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    update comment set child_count = found.children, list_count = 0, reply_count = 0, shown = 1
    from (
      select parent_id as id, count(*) as children from comment
      where story_id = ${storyId} and depth > ${deepestLevel} and ${isSeen("comment")} group by parent_id
    ) as found
    where comment.id = found.id and (comment.child_count <> found.children
      or comment.list_count + comment.reply_count <> 0 or comment.shown = 0)
  `.execute(tx);
}

/**
 * The lists in which answers of a depth stand (those of the deepest level: of that depth and below), and the replies
 * in them with those that are counted below them already: so the deepest come first.
 */
async function countLists(tx: Tx, storyId: StoryId, depth: number): Promise<void> {
  await sql`
    update comment set child_count = found.children, list_count = found.length, reply_count = found.replies, shown = 1
    from (
      select list_id as id, count(*) as length, sum(case when parent_id = list_id then 1 else 0 end) as children,
        sum(case when status = 'published' then 1 else 0 end + reply_count) as replies
      from comment where story_id = ${storyId} and ${isSeen("comment")}
        and depth ${depth === deepestLevel ? sql`>=` : sql`=`} ${depth} group by list_id
    ) as found
    where comment.id = found.id and (comment.child_count <> found.children or comment.list_count <> found.length
      or comment.reply_count <> found.replies or comment.shown = 0)
  `.execute(tx);
}

async function showPublished(tx: Tx, storyId: StoryId): Promise<void> {
  await tx
    .updateTable("comment")
    .set({ shown: 1 })
    .where("story_id", "=", storyId)
    .where("status", "=", "published")
    .where("shown", "=", 0)
    .execute();
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
