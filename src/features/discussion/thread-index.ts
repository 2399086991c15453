import { type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { rootList } from "./comment.ts";

// Numbered pages need two answers that a plain index can't give quickly: which comment stands at position p of a
// list, and at which position a comment stands. Both come from a counted tree over the list: nodes of level 1 count
// the comments from their first key to the next node's, nodes of level 2 count those of a run of level-1 nodes, and so
// on. A node is split when it holds twice its due, by weight, as in Arge and Vitter, "Optimal External Memory Interval
// Management" (SIAM J. Comput. 32, 2003), so that finding, counting and changing cost a handful of rows in a list of
// any length. Short lists have no nodes at all: counting through one index is as quick.

/** One list of a discussion: the tops of threads, or what is shown below one comment. */
export interface ListRef {
  storyId: StoryId;
  listId: number;
}

/** What a list can be ordered by. "time" is kept for every list, the others for the tops of threads. */
export type IndexSort = "time" | "best" | "replies";

/** A place in an order: the value that is ordered by, then the comment's id. */
export interface Key {
  key: number;
  id: number;
}

/** Comments that a level-1 node has at most. */
export const nodeLimit = 256;
const fanOut = 64;
const levels = [1, 2, 3] as const;

const before: Key = { key: -1, id: -1 };

/** The column that an order reads. */
export const sortColumn = { time: "created_at", best: "best_score", replies: "reply_count" } as const;

export function sortsOf(list: ListRef): readonly IndexSort[] {
  return list.listId === rootList ? ["time", "best", "replies"] : ["time"];
}

/** The rows of a list that are shown. For the tops of threads the partial indexes match. */
export function listRows(db: Db, list: ListRef) {
  const query = db.selectFrom("comment").where("story_id", "=", list.storyId).where("shown", "=", 1);
  return list.listId === rootList
    ? query.where("list_id", "=", sql.lit(rootList))
    : query.where("list_id", "=", list.listId);
}

type Compare = ">=" | ">" | "<" | "<=";

/** `(column, id) OP (key, id)` as a row value, which both engines answer from the index. */
export function keyIs(sort: IndexSort, compare: Compare, at: Key) {
  return sql<SqlBool>`(${sql.ref(sortColumn[sort])}, id) ${sql.raw(compare)} (${at.key}, ${at.id})`;
}

function nodes(db: Db, list: ListRef, sort: IndexSort, level: number) {
  return db
    .selectFrom("thread_node")
    .where("story_id", "=", list.storyId)
    .where("list_id", "=", list.listId)
    .where("sort", "=", sort)
    .where("level", "=", level);
}

function nodeIs(compare: Compare, at: Key) {
  return sql<SqlBool>`(first_key, first_id) ${sql.raw(compare)} (${at.key}, ${at.id})`;
}

interface Node extends Key {
  size: number;
}

/** The nodes of one level that lie in [from, to), in order. */
async function nodesBetween(db: Db, list: ListRef, sort: IndexSort, level: number, from: Key, to: Key | null) {
  let query = nodes(db, list, sort, level).select(["first_key as key", "first_id as id", "size"]).where(nodeIs(">=", from));
  if (to) query = query.where(nodeIs("<", to));
  return (await query.orderBy("first_key").orderBy("first_id").execute()) as Node[];
}

/** How many comments of a list stand before `at`. */
export async function positionOf(db: Db, list: ListRef, sort: IndexSort, at: Key): Promise<number> {
  let position = 0;
  let from = before;
  let to: Key | null = null;
  for (const level of levels.toReversed()) {
    const siblings = await nodesBetween(db, list, sort, level, from, to);
    const index = siblings.findLastIndex((node) => isAtOrBefore(node, at));
    if (index < 0) continue;
    for (const node of siblings.slice(0, index)) position += node.size;
    from = siblings[index] ?? from;
    to = siblings[index + 1] ?? to;
  }
  const { n } = await listRows(db, list)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(keyIs(sort, ">=", from))
    .where(keyIs(sort, "<", at))
    .executeTakeFirstOrThrow();
  return position + Number(n);
}

/** The key at a position (from 0) of a list, or null past its end. */
export async function keyAt(db: Db, list: ListRef, sort: IndexSort, position: number): Promise<Key | null> {
  let left = position;
  let from = before;
  let to: Key | null = null;
  for (const level of levels.toReversed()) {
    const siblings = await nodesBetween(db, list, sort, level, from, to);
    if (siblings.length === 0) continue;
    let index = 0;
    while (index < siblings.length - 1 && left >= (siblings[index]?.size ?? 0)) left -= siblings[index++]?.size ?? 0;
    from = siblings[index] ?? from;
    to = siblings[index + 1] ?? to;
  }
  const row = await listRows(db, list)
    .select([`${sortColumn[sort]} as key`, "id"])
    .where(keyIs(sort, ">=", from))
    .orderBy(sortColumn[sort])
    .orderBy("id")
    .offset(left)
    .limit(1)
    .executeTakeFirst();
  return row ? { key: row.key, id: row.id } : null;
}

function isAtOrBefore(node: Key, at: Key): boolean {
  return node.key < at.key || (node.key === at.key && node.id <= at.id);
}

/** Counts a comment in, after its row says that it is shown. `size` is the length of the list with it. */
export async function countIn(tx: Tx, list: ListRef, sort: IndexSort, at: Key, size: number): Promise<void> {
  if (size <= nodeLimit) return;
  if (!(await add(tx, list, sort, 1, at, 1))) return build(tx, list, sort);
  for (const level of levels) {
    if (level > 1) await add(tx, list, sort, level, at, 1);
    await splitIfHeavy(tx, list, sort, level, at, size);
  }
}

/**
 * Counts a comment out, after its row says that it isn't shown (or has moved in this order). `size` is the length of
 * the list without it.
 */
export async function countOut(tx: Tx, list: ListRef, sort: IndexSort, at: Key, size: number): Promise<void> {
  if (size < nodeLimit) return;
  if (size === nodeLimit) return forget(tx, list, sort);
  for (const level of levels) {
    if (!(await add(tx, list, sort, level, at, -1))) return;
    await joinIfLight(tx, list, sort, level, at);
  }
}

/** Adds to the node that holds `at`. False when the level has no nodes. */
async function add(tx: Tx, list: ListRef, sort: IndexSort, level: number, at: Key, n: number): Promise<boolean> {
  const node = await nodeOf(tx, list, sort, level, at);
  if (!node) return false;
  await changeSize(tx, list, sort, level, node, node.size + n);
  return true;
}

async function nodeOf(tx: Tx, list: ListRef, sort: IndexSort, level: number, at: Key): Promise<Node | null> {
  const row = await nodes(tx, list, sort, level)
    .select(["first_key as key", "first_id as id", "size"])
    .where(nodeIs("<=", at))
    .orderBy("first_key", "desc")
    .orderBy("first_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return (row as Node | undefined) ?? null;
}

async function changeSize(tx: Tx, list: ListRef, sort: IndexSort, level: number, node: Key, size: number) {
  await tx
    .updateTable("thread_node")
    .set({ size })
    .where("story_id", "=", list.storyId)
    .where("list_id", "=", list.listId)
    .where("sort", "=", sort)
    .where("level", "=", level)
    .where("first_key", "=", node.key)
    .where("first_id", "=", node.id)
    .execute();
}

async function insertNode(tx: Tx, list: ListRef, sort: IndexSort, level: number, node: Node) {
  await tx
    .insertInto("thread_node")
    .values({
      story_id: list.storyId,
      list_id: list.listId,
      sort,
      level,
      first_key: node.key,
      first_id: node.id,
      size: node.size,
    })
    .execute();
}

async function deleteNode(tx: Tx, list: ListRef, sort: IndexSort, level: number, node: Key) {
  await tx
    .deleteFrom("thread_node")
    .where("story_id", "=", list.storyId)
    .where("list_id", "=", list.listId)
    .where("sort", "=", sort)
    .where("level", "=", level)
    .where("first_key", "=", node.key)
    .where("first_id", "=", node.id)
    .execute();
}

/** The weight from which a node of a level is split. */
function limitOf(level: number): number {
  return nodeLimit * fanOut ** (level - 1);
}

async function splitIfHeavy(tx: Tx, list: ListRef, sort: IndexSort, level: number, at: Key, size: number) {
  let node = await nodeOf(tx, list, sort, level, at);
  if (!node && level > 1 && size > limitOf(level)) {
    // The list has grown past one node of the level below: this level begins, as one node that holds all.
    node = { ...before, size };
    await insertNode(tx, list, sort, level, node);
  }
  if (!node || node.size <= limitOf(level)) return;
  const next = await nodeAfter(tx, list, sort, level, node);
  const middle = level === 1 ? await middleOfRows(tx, list, sort, node) : await middleOfNodes(tx, list, sort, level, node, next);
  if (!middle) return;
  await changeSize(tx, list, sort, level, node, middle.left);
  await insertNode(tx, list, sort, level, { ...middle.at, size: node.size - middle.left });
}

async function nodeAfter(tx: Tx, list: ListRef, sort: IndexSort, level: number, node: Key): Promise<Node | null> {
  const row = await nodes(tx, list, sort, level)
    .select(["first_key as key", "first_id as id", "size"])
    .where(nodeIs(">", node))
    .orderBy("first_key")
    .orderBy("first_id")
    .limit(1)
    .executeTakeFirst();
  return (row as Node | undefined) ?? null;
}

interface Middle {
  at: Key;
  /** How many comments stay on the left. */
  left: number;
}

async function middleOfRows(tx: Tx, list: ListRef, sort: IndexSort, node: Node): Promise<Middle | null> {
  const left = Math.floor(node.size / 2);
  const row = await listRows(tx, list)
    .select([`${sortColumn[sort]} as key`, "id"])
    .where(keyIs(sort, ">=", node))
    .orderBy(sortColumn[sort])
    .orderBy("id")
    .offset(left)
    .limit(1)
    .executeTakeFirst();
  return row ? { at: { key: row.key, id: row.id }, left } : null;
}

async function middleOfNodes(
  tx: Tx,
  list: ListRef,
  sort: IndexSort,
  level: number,
  node: Node,
  next: Node | null,
): Promise<Middle | null> {
  const children = await nodesBetween(tx, list, sort, level - 1, node, next);
  let left = 0;
  for (const child of children.slice(0, -1)) {
    left += child.size;
    const at = children[children.indexOf(child) + 1];
    if (at && left >= node.size / 2) return { at, left };
  }
  const last = children.at(-1);
  return last && children.length > 1 ? { at: last, left: node.size - last.size } : null;
}

/**
 * Joins a node that has become light with the one before it, if that begins in the same node above. A boundary of a
 * level has to stay one of the levels below, so a node that begins a higher one is never joined away.
 */
async function joinIfLight(tx: Tx, list: ListRef, sort: IndexSort, level: number, at: Key) {
  const node = await nodeOf(tx, list, sort, level, at);
  if (!node || node.size > limitOf(level) / 8 || node.key === before.key) return;
  const above = await nodeOf(tx, list, sort, level + 1, node);
  if (above && above.key === node.key && above.id === node.id) return;
  const previous = await nodeBefore(tx, list, sort, level, node);
  if (!previous || previous.size + node.size > limitOf(level)) return;
  await deleteNode(tx, list, sort, level, node);
  await changeSize(tx, list, sort, level, previous, previous.size + node.size);
}

async function nodeBefore(tx: Tx, list: ListRef, sort: IndexSort, level: number, node: Key): Promise<Node | null> {
  const row = await nodes(tx, list, sort, level)
    .select(["first_key as key", "first_id as id", "size"])
    .where(nodeIs("<", node))
    .orderBy("first_key", "desc")
    .orderBy("first_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return (row as Node | undefined) ?? null;
}

async function forget(tx: Tx, list: ListRef, sort: IndexSort): Promise<void> {
  await tx
    .deleteFrom("thread_node")
    .where("story_id", "=", list.storyId)
    .where("list_id", "=", list.listId)
    .where("sort", "=", sort)
    .execute();
}

/** Makes the tree of a list anew from its rows: when it first grows long, and after bulk changes. */
export async function build(tx: Tx, list: ListRef, sort: IndexSort): Promise<void> {
  await forget(tx, list, sort);
  const column = sql.ref(sortColumn[sort]);
  const step = nodeLimit / 2;
  // Every step-th row begins a node; done by the engine, so that a long list is not carried over here.
  const numbered = listRows(tx, list).select([
    sql<number>`${column}`.as("key"),
    "id",
    sql<number>`row_number() over (order by ${column}, id) - 1`.as("position"),
    sql<number>`count(*) over ()`.as("total"),
  ]);
  const starts = await tx
    .selectFrom(numbered.as("numbered"))
    .select(["key", "id", "position", "total"])
    .where(sql<SqlBool>`position % ${sql.lit(step)} = 0`)
    .orderBy("position")
    .execute();
  const total = Number(starts[0]?.total ?? 0);
  if (total <= nodeLimit) return;
  let level: Node[] = starts.map((row, index) => ({
    key: index === 0 ? before.key : row.key,
    id: index === 0 ? before.id : row.id,
    size: Math.min(step, total - index * step),
  }));
  for (const each of levels) {
    if (each > 1 && total <= limitOf(each)) return;
    if (each > 1) level = gather(level);
    for (const node of level) await insertNode(tx, list, sort, each, node);
  }
}

/** Runs of nodes as the nodes of the level above. */
function gather(nodesBelow: readonly Node[]): Node[] {
  const gathered: Node[] = [];
  for (let index = 0; index < nodesBelow.length; index += fanOut) {
    const run = nodesBelow.slice(index, index + fanOut);
    const first = run[0];
    if (first) gathered.push({ ...first, size: run.reduce((sum, node) => sum + node.size, 0) });
  }
  return gathered;
}

