import { type SqlBool, sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import { byKind, compilable, prepared, type Values } from "../../platform/db/prepared.ts";
import type { ThreadNodeTable } from "./comment.table.ts";
import {
  beginning,
  type IndexSort,
  type Key,
  keysFrom,
  limitOf,
  type ListRef,
  listRows,
  type Node,
  nodeIs,
  nodes,
  nodesBetween,
  type Order,
  sortColumn,
} from "./thread-index.ts";
import { fanOut, levels, nodeLimit } from "./thread-shape.ts";

// Keeps the counted trees that thread-index.ts reads. What holds between two changes of a list: it has a tree when it
// is longer than `nodeLimit`; the first node of each level begins at `beginning`; every node of a level begins where
// one of the level below does; a node's size is the number of rows from its key to the next one's.

/** Where a comment stands in one order. */
export interface Place {
  order: Order;
  at: Key;
}

/** Counts a comment in, in every order of its list, after its row says that it is shown. `length` is the list's, with it. */
export async function countIn(tx: Tx, places: readonly Place[], length: number): Promise<void> {
  if (length <= nodeLimit) return;
  const changed = await addTo(tx, places, 1);
  for (const { order } of places) {
    const holders = changed.filter((node) => node.sort === order.sort);
    await grow(tx, order, holders, length);
  }
}

/** Splits what has become too heavy in one order. */
async function grow(tx: Tx, order: Order, holders: readonly Node[], length: number): Promise<void> {
  if (holders.length === 0) return build(tx, order, length);
  for (const node of holders) {
    if (node.size > limitOf(node.level)) await split(tx, order, node);
  }
  const level = holders.length + 1;
  if (!levels.includes(level) || length <= limitOf(level)) return;
  // The list has outgrown a single node of the next level, so that level begins: as one node that holds all, in two.
  const whole: Node = { ...beginning, level, size: length };
  await insertNodes(tx, order, [whole]);
  await split(tx, order, whole);
}

/** Counts a comment out, after its row says that it isn't shown. `length` is the list's, without it. */
export async function countOut(tx: Tx, places: readonly Place[], length: number): Promise<void> {
  if (length < nodeLimit) return;
  for (const place of places) {
    if (length === nodeLimit) await forget(tx, place.order);
    else await takeOut(tx, place);
  }
}

/** Counts a comment that stays in its list from one place to another, after its row has the new value. */
export async function countMove(tx: Tx, order: Order, from: Key, to: Key, length: number): Promise<void> {
  if (length <= nodeLimit) return;
  await takeOut(tx, { order, at: from });
  await countIn(tx, [{ order, at: to }], length);
}

async function takeOut(tx: Tx, place: Place): Promise<void> {
  for (const node of await addTo(tx, [place], -1)) {
    if (node.size <= limitOf(node.level) / 8) await joinToPrevious(tx, place.order, node);
  }
}

/** The places of a comment in the orders of its list, as they stand side by side. */
interface Addends extends ListRef {
  n: number;
  keys: readonly number[];
  ids: readonly number[];
}

type Sorts = "time" | "best" | "replies" | "time best replies";

const addToHolders = byKind((sorts: Sorts) =>
  prepared((tx: Tx, value: Values<Addends>) => {
    const keys = value("keys");
    const ids = value("ids");
    const holders = sorts.split(" ").flatMap((sort, index) =>
      levels.map(
        (level) => sql`select id from (
          select id from thread_node
          where story_id = ${value("storyId")} and list_id = ${value("listId")} and sort = ${sql.lit(sort)}
            and level = ${sql.lit(level)} and (first_key, first_id) <= (${keys[index]}, ${ids[index]})
          order by first_key desc, first_id desc limit 1
        ) as holder`,
      ),
    );
    return compilable(
      tx,
      sql<Node & { sort: IndexSort }>`
        update thread_node set size = size + ${value("n")} where id in (${sql.join(holders, sql` union all `)})
        returning sort, level, first_key as key, first_id as id, size`,
    );
  }),
);

/** Adds to the nodes that hold these places, one of each level there is, and gives them as they are now, the lowest first. */
async function addTo(tx: Tx, places: readonly Place[], n: number) {
  const [first] = places;
  if (!first) return [];
  const { storyId, listId } = first.order;
  const sorts = places.map(({ order }) => order.sort).join(" ") as Sorts;
  const keys = places.map(({ at }) => at.key);
  const ids = places.map(({ at }) => at.id);
  const rows = await addToHolders(sorts)(tx, { storyId, listId, n, keys, ids });
  return rows.toSorted((one, other) => one.level - other.level);
}

function isOf({ storyId, listId, sort }: Order) {
  return sql<SqlBool>`story_id = ${storyId} and list_id = ${listId} and sort = ${sort}`;
}

/** Splits a node in two of about the same weight. */
async function split(tx: Tx, order: Order, node: Node): Promise<void> {
  const middle =
    node.level === 1 ? await middleOfRows(tx, order, node) : await middleOfNodes(tx, order, node);
  if (!middle) return;
  await setSize(tx, order, node, middle.left);
  await insertNodes(tx, order, [{ ...middle.at, level: node.level, size: node.size - middle.left }]);
}

interface Middle {
  at: Key;
  /** How many comments stay on the left. */
  left: number;
}

async function middleOfRows(tx: Tx, order: Order, node: Node): Promise<Middle | null> {
  const left = Math.floor(node.size / 2);
  const [at] = await keysFrom(tx, order, node, { backwards: false, skipped: left, limit: 1 });
  return at ? { at, left } : null;
}

async function middleOfNodes(tx: Tx, order: Order, node: Node): Promise<Middle | null> {
  const next = await nodes(tx, order, node.level)
    .where(nodeIs(">", node))
    .orderBy("first_key")
    .orderBy("first_id")
    .limit(1)
    .executeTakeFirst();
  const [first, ...rest] = await nodesBetween(tx, order, node.level - 1, [node, next ?? null]);
  let middle: Middle | null = null;
  let left = first?.size ?? 0;
  for (const at of rest) {
    middle = { at, left };
    if (left >= node.size / 2) break;
    left += at.size;
  }
  return middle;
}

/**
 * Joins a node that has become light with the one before it, if the two fit into one. A node that begins one of the
 * level above stays: every boundary of a level is one of the level below.
 */
async function joinToPrevious(tx: Tx, order: Order, node: Node): Promise<void> {
  const above = await nodes(tx, order, node.level + 1)
    .where("first_key", "=", node.key)
    .where("first_id", "=", node.id)
    .executeTakeFirst();
  if (above) return;
  const previous = await nodes(tx, order, node.level)
    .where(nodeIs("<", node))
    .orderBy("first_key", "desc")
    .orderBy("first_id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!previous || previous.size + node.size > limitOf(node.level)) return;
  await tx
    .deleteFrom("thread_node")
    .where(isOf(order))
    .where("level", "=", node.level)
    .where("first_key", "=", node.key)
    .where("first_id", "=", node.id)
    .execute();
  await setSize(tx, order, previous, previous.size + node.size);
}

const updateSize = prepared((tx: Tx, value: Values<Order & Node>) =>
  tx
    .updateTable("thread_node")
    .set({ size: value("size") })
    .where("story_id", "=", value("storyId"))
    .where("list_id", "=", value("listId"))
    .where("sort", "=", value("sort"))
    .where("level", "=", value("level"))
    .where("first_key", "=", value("key"))
    .where("first_id", "=", value("id")),
);

async function setSize(tx: Tx, order: Order, { level, key, id }: Node, size: number): Promise<void> {
  const { storyId, listId, sort } = order;
  await updateSize(tx, { storyId, listId, sort, level, key, id, size });
}

// Bound values of one statement: SQLite takes 32,766, PostgreSQL 65,535.
const rowsAtOnce = 1000;

async function insertNodes(tx: Tx, { storyId, listId, sort }: Order, made: readonly Node[]): Promise<void> {
  for (let start = 0; start < made.length; start += rowsAtOnce) {
    const values = made.slice(start, start + rowsAtOnce).map(({ level, key, id, size }) => ({
      story_id: storyId,
      list_id: listId,
      sort,
      level,
      first_key: key,
      first_id: id,
      size,
    }));
    const [only, ...others] = values;
    // One, when a node is split: that happens all the time.
    if (only && others.length === 0) await insertNode(tx, only);
    else await tx.insertInto("thread_node").values(values).execute();
  }
}

const insertNode = prepared((tx: Tx, value: Values<ThreadNodeTable>) =>
  tx.insertInto("thread_node").values(value.all()),
);

async function forget(tx: Tx, order: Order): Promise<void> {
  await tx.deleteFrom("thread_node").where(isOf(order)).execute();
}

/** Makes the tree of a list of `length` anew from its rows: when it first grows long, and after bulk changes. */
export async function build(tx: Tx, order: Order, length: number): Promise<void> {
  await forget(tx, order);
  if (length <= nodeLimit) return;
  let made = await lowestNodes(tx, order, length);
  await insertNodes(tx, order, made);
  for (const level of levels.slice(1)) {
    if (length <= limitOf(level)) return;
    made = gather(made, level);
    await insertNodes(tx, order, made);
  }
}

async function lowestNodes(tx: Tx, order: Order, length: number): Promise<Node[]> {
  const column = sortColumn[order.sort];
  const step = nodeLimit / 2;
  // Every step-th row begins a node; found by the engine, so that a long list is not carried over here.
  const numbered = listRows(tx, order).select([
    `${column} as key`,
    "id",
    sql<number>`row_number() over (order by ${sql.ref(column)}, id) - 1`.as("position"),
  ]);
  const starts = await tx
    .selectFrom(numbered.as("numbered"))
    .select(["key", "id"])
    .where(sql<SqlBool>`position % ${sql.lit(step)} = 0`)
    .orderBy("position")
    .execute();
  return starts.map((start, index) => ({
    ...(index === 0 ? beginning : start),
    level: 1,
    size: Math.min(step, length - index * step),
  }));
}

/** Runs of nodes as the nodes of the level above. */
function gather(below: readonly Node[], level: number): Node[] {
  const gathered: Node[] = [];
  for (let start = 0; start < below.length; start += fanOut) {
    const run = below.slice(start, start + fanOut);
    const size = run.reduce((sum, node) => sum + node.size, 0);
    gathered.push({ ...(run[0] ?? beginning), level, size });
  }
  return gathered;
}
