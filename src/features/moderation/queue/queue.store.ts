import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, SiteId, StoryId } from "../../../platform/lib/ids.ts";
import type { QueueItemTable } from "./queue.table.ts";

type NewItem = Omit<QueueItemTable, "id" | "claimed_by" | "claimed_until">;

const addItem = prepared((tx: Tx, value: Values<NewItem>) =>
  tx
    .insertInto("queue_item")
    .values(value.all())
    .onConflict((conflict) =>
      conflict.columns(["queue", "comment_id", "reference"]).doUpdateSet({ weight: value("weight") }),
    ),
);

/** Puts something into a queue. It stays where it is if it waits there already, with its new weight. */
export async function insertItem(tx: Tx, item: NewItem): Promise<void> {
  await addItem(tx, item);
}

/** All of a story's comments that are pending and wait nowhere yet. */
export async function insertPendingOf(tx: Tx, storyId: StoryId): Promise<void> {
  await sql`
    insert into queue_item (site_id, queue, comment_id, story_id, section_id, language, since)
    select comment.site_id, 'held', comment.id, story.id, story.section_id,
      coalesce(comment.language, story.language), comment.created_at
    from comment inner join story on story.id = comment.story_id
    where comment.story_id = ${storyId} and comment.status = 'pending'
    on conflict (queue, comment_id, reference) do nothing
  `.execute(tx);
}

const removeItem = prepared((tx: Tx, value: Values<{ queue: string; commentId: CommentId }>) =>
  tx
    .deleteFrom("queue_item")
    .where("comment_id", "=", value("commentId"))
    .where("queue", "=", value("queue"))
    .returning(["site_id as siteId", "cluster_id as clusterId", "is_head as isHead"]),
);

export interface Left {
  siteId: SiteId;
  clusterId: number | null;
  isHead: number;
}

/** Takes a comment out of a queue; gives what went. */
export function deleteItems(tx: Tx, queue: string, commentId: CommentId): Promise<Left[]> {
  return removeItem(tx, { queue, commentId });
}

export interface ClusterIn {
  siteId: SiteId;
  queue: string;
  clusterId: number;
}

function inCluster(db: Db, { siteId, queue, clusterId }: ClusterIn) {
  return db
    .selectFrom("queue_item")
    .where("cluster_id", "=", clusterId)
    .where("site_id", "=", siteId)
    .where("queue", "=", queue);
}

export async function hasHead(db: Db, cluster: ClusterIn): Promise<boolean> {
  const head = await inCluster(db, cluster).select("id").where("is_head", "=", 1).limit(1).executeTakeFirst();
  return head !== undefined;
}

/** Lets the one that has waited longest stand for its cluster. */
export async function promoteNext(tx: Tx, cluster: ClusterIn): Promise<void> {
  const next = await inCluster(tx, cluster)
    .select("id")
    .orderBy("since")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (next) await tx.updateTable("queue_item").set({ is_head: 1 }).where("id", "=", next.id).execute();
}

/** Where a comment waits in a queue. */
export async function itemOf(db: Db, queue: string, commentId: CommentId) {
  const item = await db
    .selectFrom("queue_item")
    .selectAll()
    .where("comment_id", "=", commentId)
    .where("queue", "=", queue)
    .limit(1)
    .executeTakeFirst();
  return item ?? null;
}

export async function putInCluster(
  tx: Tx,
  id: number,
  change: { clusterId: number; isHead: boolean },
): Promise<void> {
  await tx
    .updateTable("queue_item")
    .set({ cluster_id: change.clusterId, is_head: change.isHead ? 1 : 0 })
    .where("id", "=", id)
    .execute();
}

/** What waits in a cluster after one of them, in the order in which it came. */
export async function membersAfter(
  db: Db,
  cluster: ClusterIn,
  { after, limit }: { after: { at: number; id: number }; limit: number },
): Promise<{ id: number; since: number; commentId: CommentId }[]> {
  return inCluster(db, cluster)
    .select(["id", "since", "comment_id as commentId"])
    .where(sql<boolean>`(since, id) > (${after.at}, ${after.id})`)
    .orderBy("since")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** How many wait in a cluster, counted up to `limit`. */
export async function countMembers(db: Db, cluster: ClusterIn, limit: number): Promise<number> {
  const row = await db
    .selectFrom(inCluster(db, cluster).select("id").limit(limit).as("members"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
