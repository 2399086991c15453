import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { compilable, prepared, type Values } from "../../../platform/db/prepared.ts";
import type { ClusterId, CommentId, SiteId } from "../../../platform/lib/ids.ts";
import type { RepeatTextTable } from "./repeat.table.ts";

/** Of many comments with one value, the last ones are looked at: a flood has thousands. */
const ofOneValue = 10;

type Asked = { values: readonly number[] };

const sharingRows = prepared((db: Db, value: Values<Asked & { below: CommentId }>) => {
  const parts = value("values").map((each) => {
    const last = db
      .selectFrom("repeat_value")
      .select("comment_id")
      .where("value", "=", each)
      .where("comment_id", "<", value("below"))
      .orderBy("comment_id", "desc")
      .limit(ofOneValue);
    return sql`select comment_id from (${last}) as part`;
  });
  return compilable(db, sql<{ comment_id: CommentId }>`${sql.join(parts, sql` union all `)}`);
});

/** After every comment that there will be. */
const last = Number.MAX_SAFE_INTEGER as CommentId;

/** Comments that have a value of a sketch, once for each that they have. `below`: only those before this one. */
export async function commentsSharing(
  db: Db,
  { values, below }: Asked & { below: CommentId | null },
): Promise<CommentId[]> {
  const rows = await sharingRows(db, { values, below: below ?? last });
  return rows.map((row) => row.comment_id);
}

const textRows = prepared((db: Db, value: Values<{ ids: readonly CommentId[] }>) =>
  db
    .selectFrom("repeat_text")
    .innerJoin("comment", "comment.id", "repeat_text.comment_id")
    .leftJoin("repeat_cluster", "repeat_cluster.id", "repeat_text.cluster_id")
    .select([
      "comment.id",
      "comment.text",
      "comment.status",
      "comment.author_id as authorId",
      "repeat_text.at",
      "repeat_text.cluster_id as clusterId",
      "repeat_cluster.size",
      "repeat_cluster.verdict",
    ])
    .where("comment.id", "in", value("ids")),
);

export type KnownText = Awaited<ReturnType<typeof textRows>>[number];

export async function textsOf(db: Db, ids: readonly CommentId[]): Promise<KnownText[]> {
  return ids.length === 0 ? [] : textRows(db, { ids });
}

type NewText = Omit<RepeatTextTable, "cluster_id">;

const addText = prepared((tx: Tx, value: Values<NewText>) =>
  tx.insertInto("repeat_text").values({ ...value.all(), cluster_id: null }),
);

const addValues = prepared((tx: Tx, value: Values<Asked & { id: CommentId }>) =>
  tx
    .insertInto("repeat_value")
    .values(value("values").map((each) => ({ value: each, comment_id: value("id") })))
    .onConflict((conflict) => conflict.doNothing()),
);

export async function insertText(
  tx: Tx,
  text: { id: CommentId; at: number; values: readonly number[] },
): Promise<void> {
  const { id, at, values } = text;
  await addText(tx, { comment_id: id, at, sketch: values.join(" ") });
  await addValues(tx, { values, id });
}

/** Forgets what these comments said. */
export async function deleteTexts(tx: Tx, texts: readonly Pick<RepeatTextTable, "comment_id" | "sketch">[]) {
  for (const { comment_id, sketch } of texts) {
    const values = sketch.split(" ").map(Number);
    await tx
      .deleteFrom("repeat_value")
      .where("value", "in", values)
      .where("comment_id", "=", comment_id)
      .execute();
    await tx.deleteFrom("repeat_text").where("comment_id", "=", comment_id).execute();
  }
}

export function sketchesOf(tx: Tx, ids: readonly CommentId[]) {
  return tx
    .selectFrom("repeat_text")
    .select(["comment_id", "sketch"])
    .where("comment_id", "in", ids)
    .execute();
}

export function sketchesBetween(db: Db, { from, before }: { from: number; before: number }, limit: number) {
  return db
    .selectFrom("repeat_text")
    .select(["comment_id", "sketch", "at"])
    .where("at", ">=", from)
    .where("at", "<", before)
    .orderBy("at")
    .limit(limit)
    .execute();
}

export async function countSketches(db: Db, span: { from: number; before: number }): Promise<number> {
  const row = await db
    .selectFrom("repeat_text")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", ">=", span.from)
    .where("at", "<", span.before)
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** More of one cluster aren't counted: no site lets the same be said so often. */
const mostCounted = 1000;

/** How many a cluster has besides one comment, up to a moment. */
export async function countInCluster(
  db: Db,
  { clusterId, except, until }: { clusterId: ClusterId; except: CommentId; until?: number | undefined },
): Promise<number> {
  const all = db
    .selectFrom("repeat_text")
    .select("comment_id")
    .where("cluster_id", "=", clusterId)
    .where("comment_id", "!=", except)
    .limit(mostCounted);
  const row = await db
    .selectFrom((until === undefined ? all : all.where("at", "<=", until)).as("others"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Makes a cluster of a comment that stood alone. */
export async function insertCluster(
  tx: Tx,
  { siteId, first, at }: { siteId: SiteId; first: CommentId; at: number },
): Promise<ClusterId> {
  const { id } = await tx
    .insertInto("repeat_cluster")
    .values({ site_id: siteId, size: 1, last_at: at, verdict: "" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx.updateTable("repeat_text").set({ cluster_id: id }).where("comment_id", "=", first).execute();
  return id;
}

const intoCluster = prepared((tx: Tx, value: Values<{ id: CommentId; clusterId: ClusterId }>) =>
  tx
    .updateTable("repeat_text")
    .set({ cluster_id: value("clusterId") })
    .where("comment_id", "=", value("id")),
);

/** Puts one back that was in it before: it isn't counted anew. */
export async function putIntoCluster(tx: Tx, place: { id: CommentId; clusterId: ClusterId }): Promise<void> {
  await intoCluster(tx, place);
}

const growCluster = prepared((tx: Tx, value: Values<{ clusterId: ClusterId; at: number }>) =>
  tx
    .updateTable("repeat_cluster")
    .set({ size: sql`size + 1`, last_at: value("at") })
    .where("id", "=", value("clusterId")),
);

export async function addToCluster(
  tx: Tx,
  { id, clusterId, at }: { id: CommentId; clusterId: ClusterId; at: number },
): Promise<void> {
  await intoCluster(tx, { id, clusterId });
  await growCluster(tx, { clusterId, at });
}

const clusterRow = prepared((tx: Tx, value: Values<{ id: CommentId }>) =>
  tx.selectFrom("repeat_text").select("cluster_id").where("comment_id", "=", value("id")),
);

/** The cluster of a comment. Null: it stands alone; undefined: nothing is kept of it. */
export async function clusterOf(tx: Tx, id: CommentId): Promise<ClusterId | null | undefined> {
  const [row] = await clusterRow(tx, { id });
  return row?.cluster_id;
}

export async function saveVerdict(tx: Tx, id: ClusterId, verdict: string): Promise<void> {
  await tx.updateTable("repeat_cluster").set({ verdict }).where("id", "=", id).execute();
}

/** Of a whole site: its comments are still there. */
export async function deleteValuesOf(tx: Tx, siteId: SiteId): Promise<void> {
  const comments = tx.selectFrom("comment").select("id").where("site_id", "=", siteId);
  await tx.deleteFrom("repeat_value").where("comment_id", "in", comments).execute();
}
