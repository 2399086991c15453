import { type SqlBool, sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { byKind, prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import { type Comment, rootList } from "./comment.ts";
import { fanOut, levels, nodeLimit } from "./thread-shape.ts";

// Numbered pages need two answers that a plain index can't give quickly: which comment stands at position p of a
// list, and at which position a comment stands. Both come from a counted tree over the list: nodes of level 1 count
// the comments from their first key to the next node's, nodes of level 2 count those of a run of level-1 nodes, and so
// on. A node is split when it holds more than its due, by weight, as in Arge and Vitter, "Optimal External Memory
// Interval Management" (SIAM J. Comput. 32, 2003), so that finding, counting and changing cost a handful of rows in a
// list of any length. Short lists have no nodes at all: counting through one index is as quick.
// This file reads the trees, thread-nodes.ts keeps them.

/** One list of a discussion: the tops of threads, or what is shown below one comment. */
export interface ListRef {
  storyId: StoryId;
  listId: number;
}

/** What a list can be ordered by. "time" is kept for every list, the others for the tops of threads. */
export type IndexSort = "time" | "best" | "replies";

/** A list in one order. */
export interface Order extends ListRef {
  sort: IndexSort;
}

/** A place in an order: the value that is ordered by, then the comment's id. */
export interface Key {
  key: number;
  id: number;
}

/** Before every key: where the first node of each level begins. Times before 1970 are negative. */
export const beginning: Key = { key: Number.MIN_SAFE_INTEGER, id: 0 };

/** After every key. */
export const end: Key = { key: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** The column that an order reads. */
export const sortColumn = { time: "created_at", best: "best_score", replies: "reply_count" } as const;

export function ordersOf(list: ListRef): readonly Order[] {
  const sorts: readonly IndexSort[] = list.listId === rootList ? ["time", "best", "replies"] : ["time"];
  return sorts.map((sort) => ({ storyId: list.storyId, listId: list.listId, sort }));
}

/** Where a comment stands in an order. */
export function keyOf(
  comment: Pick<Comment, "id" | "createdAt" | "bestScore" | "replyCount">,
  sort: IndexSort,
): Key {
  const key = { time: comment.createdAt, best: comment.bestScore, replies: comment.replyCount }[sort];
  return { key, id: comment.id };
}

/** True of rows that are shown: named literally, so that the partial indexes match. */
export const isShownRow = sql<SqlBool>`comment.shown = ${sql.lit(1)}`;

/** The rows of a list that are shown. */
export function listRows(db: Db, list: ListRef) {
  const query = db.selectFrom("comment").where("story_id", "=", list.storyId).where(isShownRow);
  return list.listId === rootList
    ? query.where("list_id", "=", sql.lit(rootList))
    : query.where("list_id", "=", list.listId);
}

export interface Stretch {
  backwards: boolean;
  skipped: number;
  limit: number;
}

/** Keys of a list in order, or against it, from `from` on (itself included). */
export function keysFrom(db: Db, order: Order, from: Key, stretch: Stretch): Promise<Key[]> {
  const { backwards, skipped, limit } = stretch;
  return stretchOf(walkOf(order, backwards))(db, {
    ...begunAt(order, from),
    skipped,
    limit,
    end: skipped + limit,
  });
}

/** A way through a list: what it is ordered by, which kind of list it is, and where to. */
type Walk = `${IndexSort} ${"roots" | "below"} ${"asc" | "desc"}`;

function walkOf({ sort, listId }: Order, backwards: boolean): Walk {
  return `${sort} ${listId === rootList ? "roots" : "below"} ${backwards ? "desc" : "asc"}`;
}

interface Begun extends ListRef {
  key: number;
  id: CommentId;
}

function begunAt({ storyId, listId }: ListRef, { key, id }: Key): Begun {
  return { storyId, listId, key, id: id as CommentId };
}

type Stretched = Begun & { skipped: number; limit: number; end: number };

const stretchOf = byKind((walk: Walk) =>
  prepared((db: Db, value: Values<Stretched>) => stretchFrom(db, walk, value)),
);

function stretchFrom(db: Db, walk: Walk, value: Values<Stretched>) {
  const [sort, kind, direction] = walk.split(" ") as [IndexSort, "roots" | "below", "asc" | "desc"];
  const column = sortColumn[sort];
  const list = { storyId: value("storyId"), listId: kind === "roots" ? rootList : value("listId") };
  const keys = listRows(db, list)
    .select([`${column} as key`, "id"])
    .orderBy(column, direction)
    .orderBy("id", direction)
    .limit(value("end"));
  // Not `(column, id) >= (…)`: where the second is the row's own id, SQLite seeks by the first alone (`explain
  // query plan` shows it), and would walk through all that are tied: in "best", most of a discussion.
  const tied = keys
    .where(column, "=", value("key"))
    .where("id", direction === "desc" ? "<=" : ">=", value("id"));
  const further = keys.where(column, direction === "desc" ? "<" : ">", value("key"));
  return db
    .selectFrom(tied.as("tied"))
    .select(["key", "id"])
    .unionAll(db.selectFrom(further.as("further")).select(["key", "id"]))
    .orderBy("key", direction)
    .orderBy("id", direction)
    .offset(value("skipped"))
    .limit(value("limit"));
}

/**
 * How many comments of a list stand in [from, to), of the first `limit`. They are counted in order, so that only the
 * index of that order will do: PostgreSQL took another of the partial ones when it had no statistics yet.
 */
async function countBetween(db: Db, order: Order, [from, to]: [Key, Key], limit: number): Promise<number> {
  const stretch = { ...begunAt(order, from), skipped: 0, limit, end: limit, toKey: to.key, toId: to.id };
  const [row] = await countOf(walkOf(order, false))(db, stretch);
  return row?.n ?? 0;
}

const countOf = byKind((walk: Walk) =>
  prepared((db: Db, value: Values<Stretched & { toKey: number; toId: number }>) =>
    db
      .selectFrom(stretchFrom(db, walk, value).as("stretch"))
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where(sql<SqlBool>`(key, id) < (${value("toKey")}, ${value("toId")})`),
  ),
);

/** A node of a counted tree: how many comments there are from its key to that of the next node of its level. */
export interface Node extends Key {
  level: number;
  size: number;
}

/** The nodes of one level in an order. */
export function nodes(db: Db, order: Order, level: number) {
  return db
    .selectFrom("thread_node")
    .select(["level", "first_key as key", "first_id as id", "size"])
    .where("story_id", "=", order.storyId)
    .where("list_id", "=", order.listId)
    .where("sort", "=", order.sort)
    .where("level", "=", level);
}

/** Where a node begins, as a row value, which both engines look up in the index. */
export function nodeIs(compare: ">=" | ">" | "<" | "<=", at: Key) {
  return sql<SqlBool>`(first_key, first_id) ${sql.raw(compare)} (${at.key}, ${at.id})`;
}

/** The nodes of one level that begin in [from, to), in order. */
export function nodesBetween(
  db: Db,
  order: Order,
  level: number,
  [from, to]: [Key, Key | null],
): Promise<Node[]> {
  const { storyId, listId, sort } = order;
  const until = to ?? end;
  return nodesIn(db, {
    storyId,
    listId,
    sort,
    level,
    key: from.key,
    id: from.id,
    toKey: until.key,
    toId: until.id,
  });
}

type NodeRange = Order & Key & { level: number; toKey: number; toId: number };

// Nothing begins at `end`.
const nodesIn = prepared((db: Db, value: Values<NodeRange>) =>
  nodes(db, { storyId: value("storyId"), listId: value("listId"), sort: value("sort") }, value("level"))
    .where(nodeIs(">=", { key: value("key"), id: value("id") }))
    .where(nodeIs("<", { key: value("toKey"), id: value("toId") }))
    .orderBy("first_key")
    .orderBy("first_id"),
);

/** The weight above which a node of a level is split; a list that has never been longer has no such level. */
export function limitOf(level: number): number {
  return nodeLimit * fanOut ** (level - 1);
}

/** How many comments of a list stand before `at`, whether or not one stands there. `length`: the list's, if known. */
export async function positionOf(db: Db, order: Order, at: Key, length?: number): Promise<number> {
  const { from, position } = await descend(db, order, length, (start) => isAtOrBefore(start, at));
  return position + (await countBetween(db, order, [from, at], nodeLimit));
}

/** The keys from a position (from 0) of a list on, at most `limit`. `length`: the list's, if known. */
export async function keysAt(
  db: Db,
  order: Order,
  { position, limit, length }: { position: number; limit: number; length?: number },
): Promise<Key[]> {
  const node = await descend(db, order, length, (_start, startsAt) => startsAt <= position);
  return keysFrom(db, order, node.from, { backwards: false, skipped: position - node.position, limit });
}

function isAtOrBefore(one: Key, other: Key): boolean {
  return one.key < other.key || (one.key === other.key && one.id <= other.id);
}

/**
 * Goes down the tree to the last node of level 1 of which `reaches` says that what is looked for lies in it or further
 * on, and gives where it begins: the key, and the position.
 */
async function descend(
  db: Db,
  order: Order,
  length: number | undefined,
  reaches: (start: Key, position: number) => boolean,
): Promise<{ from: Key; position: number }> {
  let from = beginning;
  let to: Key | null = null;
  let position = 0;
  for (const level of levels.toReversed()) {
    // There may be such a level still, of a list that has become shorter; the one below does as well.
    if (length !== undefined && length <= limitOf(level)) continue;
    let last: Node | null = null;
    for (const node of await nodesBetween(db, order, level, [from, to])) {
      if (last && !reaches(node, position + last.size)) {
        to = node;
        break;
      }
      position += last?.size ?? 0;
      last = node;
    }
    from = last ?? from;
  }
  return { from, position };
}
