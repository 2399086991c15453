import type { Db, Tx } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, SiteId } from "../../../platform/lib/ids.ts";

const itemsOf = prepared((db: Db, value: Values<{ id: CommentId }>) =>
  db
    .selectFrom("queue_item")
    .select(["queue", "reference", "since", "weight", "cluster_id"])
    .where("comment_id", "=", value("id"))
    .orderBy("id"),
);

/** A place in a queue, as a decision keeps it. */
export interface Waited {
  queue: string;
  reference: number;
  since: number;
  weight: number;
}

/** In which queues a comment stands. */
export async function waitingOf(db: Db, id: CommentId): Promise<Waited[]> {
  const rows = await itemsOf(db, { id });
  return rows.map(({ queue, reference, since, weight }) => ({ queue, reference, since, weight }));
}

/** The comments of a cluster that wait to be let through, the longest first. */
export async function waitingInCluster(
  db: Db,
  { siteId, cluster, limit }: { siteId: SiteId; cluster: number; limit: number },
): Promise<CommentId[]> {
  const rows = await db
    .selectFrom("queue_item")
    .select("comment_id")
    .where("cluster_id", "=", cluster)
    .where("site_id", "=", siteId)
    .where("queue", "=", "held")
    .orderBy("since")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.comment_id);
}

export async function countInCluster(
  db: Db,
  { siteId, cluster }: { siteId: SiteId; cluster: number },
): Promise<number> {
  const row = await db
    .selectFrom("queue_item")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("cluster_id", "=", cluster)
    .where("site_id", "=", siteId)
    .where("queue", "=", "held")
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Gives a place in a queue back the time since which it has waited. */
export async function waitSince(tx: Tx, id: CommentId, { queue, since }: Waited): Promise<void> {
  await tx
    .updateTable("queue_item")
    .set({ since })
    .where("comment_id", "=", id)
    .where("queue", "=", queue)
    .execute();
}
