import { type SqlBool, sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import {
  beginning,
  type Key,
  keysFrom,
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

/** Counts a comment in, after its row says that it is shown. `length` is the list's, with it. */
export async function countIn(tx: Tx, order: Order, at: Key, length: number): Promise<void> {
  if (length <= nodeLimit) return;
  const changed = await addTo(tx, order, at, 1);
  if (changed.length === 0) return build(tx, order, length);
  for (const node of changed) {
    if (node.size > limitOf(node.level)) await split(tx, order, node);
  }
  const level = changed.length + 1;
  if (!levels.includes(level) || length <= limitOf(level)) return;
  // The list has outgrown a single node of the next level, so that level begins: as one node that holds all, in two.
  const whole: Node = { ...beginning, level, size: length };
  await insertNodes(tx, order, [whole]);
  await split(tx, order, whole);
}

/** Counts a comment out, after its row says that it isn't shown. `length` is the list's, without it. */
export async function countOut(tx: Tx, order: Order, at: Key, length: number): Promise<void> {
  if (length < nodeLimit) return;
  if (length === nodeLimit) return forget(tx, order);
  await takeOut(tx, order, at);
}

/** Counts a comment that stays in its list from one place to another, after its row has the new value. */
export async function countMove(tx: Tx, order: Order, from: Key, to: Key, length: number): Promise<void> {
  if (length <= nodeLimit) return;
  await takeOut(tx, order, from);
  await countIn(tx, order, to, length);
}

async function takeOut(tx: Tx, order: Order, at: Key): Promise<void> {
  for (const node of await addTo(tx, order, at, -1)) {
    if (node.size <= limitOf(node.level) / 8) await joinToPrevious(tx, order, node);
  }
}

/** The weight above which a node of a level is split. */
function limitOf(level: number): number {
  return nodeLimit * fanOut ** (level - 1);
}

/** Adds to the nodes that hold `at`, one of each level there is, and gives them as they are now, the lowest first. */
async function addTo(tx: Tx, order: Order, at: Key, n: number): Promise<Node[]> {
  const holders = levels.map(
    (level) => sql`select * from (
      select level, first_key, first_id from thread_node
      where ${isOf(order)} and level = ${sql.lit(level)} and ${nodeIs("<=", at)}
      order by first_key desc, first_id desc limit 1
    ) as holder_of_level`,
  );
  const { rows } = await sql<Node>`
    update thread_node set size = size + ${n} from (${sql.join(holders, sql` union all `)}) as holder
    where ${isOf(order)} and thread_node.level = holder.level
      and thread_node.first_key = holder.first_key and thread_node.first_id = holder.first_id
    returning thread_node.level, thread_node.first_key as key, thread_node.first_id as id, size
  `.execute(tx);
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

async function setSize(tx: Tx, order: Order, node: Node, size: number): Promise<void> {
  await tx
    .updateTable("thread_node")
    .set({ size })
    .where(isOf(order))
    .where("level", "=", node.level)
    .where("first_key", "=", node.key)
    .where("first_id", "=", node.id)
    .execute();
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
    await tx.insertInto("thread_node").values(values).execute();
  }
}

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
