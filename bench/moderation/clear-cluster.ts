import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { createApp } from "../../src/app.ts";
import { decide, takeComment } from "../../src/features/discussion/decide-on-comment.ts";
import type { Context } from "../../src/context.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import type { Db } from "../../src/platform/db/database.ts";
import { openDatabase } from "../../src/platform/db/open.ts";
import type { CommentId, SiteId } from "../../src/platform/lib/ids.ts";

const clientFolder = fileURLToPath(new URL("../../dist/client", import.meta.url));
const atOnce = 50;

export interface Cleared {
  comments: number;
  clusters: number;
  seconds: number;
  /** How many wait afterwards, and how many of the flood's comments are known at all. */
  left: number;
  known: number;
}

/** Refuses all that waits in the largest cluster, some in each transaction, as an act of the desk does. */
export async function clearCluster(
  env: Record<string, string>,
  secret: string,
  siteId: SiteId,
): Promise<Cleared> {
  const config = readConfig(env);
  const database = await openDatabase(config);
  const app = await createApp({ config, secret, database, log: pino({ level: "silent" }), clientFolder });
  try {
    const db = database.read;
    const clusters = await clustersOf(db, siteId);
    const start = performance.now();
    let comments = 0;
    for (;;) {
      const ids = await waitingIn(db, clusters[0]?.id ?? 0);
      if (ids.length === 0) break;
      await refuse(app.ctx, siteId, ids);
      comments += ids.length;
    }
    const seconds = (performance.now() - start) / 1000;
    const counts = { left: await count(db, "queue_item"), known: (await count(db, "comment")) - 50 };
    return { comments, clusters: clusters.length, seconds, ...counts };
  } finally {
    await app.close();
    await database.close();
  }
}

async function clustersOf(db: Db, siteId: SiteId) {
  const rows = await db
    .selectFrom("queue_item")
    .select((eb) => ["cluster_id as id", eb.fn.countAll<number>().as("n")])
    .where("site_id", "=", siteId)
    .where("cluster_id", "is not", null)
    .groupBy("cluster_id")
    .execute();
  return rows.toSorted((one, other) => other.n - one.n);
}

async function waitingIn(db: Db, cluster: number): Promise<CommentId[]> {
  const rows = await db
    .selectFrom("queue_item")
    .select("comment_id")
    .where("cluster_id", "=", cluster)
    .where("queue", "=", "held")
    .orderBy("since")
    .orderBy("id")
    .limit(atOnce)
    .execute();
  return rows.map((row) => row.comment_id);
}

function refuse(ctx: Context, siteId: SiteId, ids: readonly CommentId[]): Promise<void> {
  return ctx.db.transact(async (tx) => {
    for (const id of ids) {
      const taken = await takeComment(tx, siteId, id);
      if (!taken) continue;
      const decision = { status: "spam", rule: null, actor: "staff:moderator", reason: "" } as const;
      await decide(tx, ctx, taken, decision);
    }
  });
}

async function count(db: Db, table: "queue_item" | "comment"): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
