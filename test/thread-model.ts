import type { Selectable } from "kysely";
import type { CommentTable, ThreadNodeTable } from "../src/features/discussion/comment.table.ts";
import { bestScore, deepestLevel, rootList, type Sort } from "../src/features/discussion/comment.ts";
import type { IndexSort, Key } from "../src/features/discussion/thread-index.ts";
import type { CommentId, StoryId } from "../src/platform/lib/ids.ts";
import type { TestApp } from "./harness.ts";

// What a discussion has to look like, told from nothing but its comments' places, statuses, times, recommends and
// reports, in the plainest way. Tests compare it with what is kept incrementally.

export type Row = Selectable<CommentTable>;
type Counter = "recommend_count" | "report_count" | "child_count" | "list_count" | "reply_count";

export interface Snapshot {
  rows: Row[];
  votes: Map<number, { recommends: number; reports: number }>;
  nodes: ThreadNodeTable[];
  discussion: { comment_count: number; root_count: number; last_comment_at: number };
}

export async function readSnapshot({ database }: TestApp, storyId: StoryId): Promise<Snapshot> {
  const db = database.read;
  const rows = await db
    .selectFrom("comment")
    .selectAll()
    .where("story_id", "=", storyId)
    .orderBy("id")
    .execute();
  const ids = db.selectFrom("comment").select("id").where("story_id", "=", storyId);
  const recommends = await db
    .selectFrom("recommend")
    .select("comment_id")
    .where("comment_id", "in", ids)
    .execute();
  const reports = await db.selectFrom("report").select("comment_id").where("comment_id", "in", ids).execute();
  const votes = new Map(rows.map((row) => [row.id as number, { recommends: 0, reports: 0 }]));
  for (const { comment_id } of recommends) (votes.get(comment_id) ?? { recommends: 0 }).recommends++;
  for (const { comment_id } of reports) (votes.get(comment_id) ?? { reports: 0 }).reports++;
  // Which of them count is another matter: see moderation/law/weigh-reports.ts. Never more than there are.
  for (const { id, report_count } of rows) {
    const vote = votes.get(id);
    if (vote) vote.reports = Math.min(vote.reports, report_count);
  }
  return {
    rows,
    votes,
    nodes: await db.selectFrom("thread_node").selectAll().where("story_id", "=", storyId).execute(),
    discussion: await db
      .selectFrom("discussion")
      .select(["comment_count", "root_count", "last_comment_at"])
      .where("story_id", "=", storyId)
      .executeTakeFirstOrThrow(),
  };
}

/** The columns that are counted or found, of one comment. */
export type Found = Pick<Row, "id" | "list_id" | "depth" | "shown" | Counter | "best_score">;

export interface Model {
  found: Found[];
  discussion: Snapshot["discussion"];
  /** The lists that are shown, by id, in the order of their rows. */
  lists: Map<number, Row[]>;
}

export function modelOf({ rows, votes }: Snapshot): Model {
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = new Set(rows.filter((row) => isShown(row, children)));
  const lists = Map.groupBy(shown, (row) => placeOf(row, byId).list_id);
  const published = rows.filter((row) => row.status === "published");
  const replies = countReplies(published, byId);
  return {
    found: rows.map((row) => {
      const { recommends, reports } = votes.get(row.id) ?? { recommends: 0, reports: 0 };
      return {
        id: row.id,
        ...placeOf(row, byId),
        shown: shown.has(row) ? 1 : 0,
        recommend_count: recommends,
        report_count: reports,
        child_count: (children.get(row.id) ?? []).filter((child) => shown.has(child)).length,
        list_count: lists.get(row.id)?.length ?? 0,
        reply_count: replies.get(row.id) ?? 0,
        best_score: bestScore(recommends, reports),
      };
    }),
    discussion: {
      comment_count: published.length,
      root_count: lists.get(rootList)?.length ?? 0,
      last_comment_at: published.length === 0 ? 0 : Math.max(...published.map((row) => row.created_at)),
    },
    lists,
  };
}

function isShown(row: Row, children: ReadonlyMap<number | null, readonly Row[]>): boolean {
  return row.status === "published" || (children.get(row.id) ?? []).some((child) => isShown(child, children));
}

/** From the top of its thread to itself. */
function pathTo(row: Row, byId: ReadonlyMap<CommentId, Row>): Row[] {
  const parent = row.parent_id === null ? undefined : byId.get(row.parent_id);
  return parent ? [...pathTo(parent, byId), row] : [row];
}

function placeOf(row: Row, byId: ReadonlyMap<CommentId, Row>): { list_id: number; depth: number } {
  const depth = pathTo(row, byId).length - 1;
  const owner = pathTo(row, byId)[Math.min(depth, deepestLevel) - 1];
  return { list_id: owner?.id ?? rootList, depth };
}

/** Published comments below each that others are shown below. */
function countReplies(published: readonly Row[], byId: ReadonlyMap<CommentId, Row>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of published) {
    for (const owner of pathTo(row, byId).slice(0, -1).slice(0, deepestLevel)) {
      counts.set(owner.id, (counts.get(owner.id) ?? 0) + 1);
    }
  }
  return counts;
}

export function keyOfRow(row: Row, sort: IndexSort): Key {
  return { key: { time: row.created_at, best: row.best_score, replies: row.reply_count }[sort], id: row.id };
}

export function isBefore(one: Key, other: Key): boolean {
  return one.key < other.key || (one.key === other.key && one.id < other.id);
}

/** A list's keys in the order that an index keeps. */
export function keysOf(rows: readonly Row[], sort: IndexSort): Key[] {
  return rows.map((row) => keyOfRow(row, sort)).toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
}

/** The ids of a list as a reader sees it. */
export function idsInOrder(rows: readonly Row[], sort: Sort): number[] {
  const by = { newest: "time", oldest: "time", best: "best", replies: "replies" } as const;
  const ids = keysOf(rows, by[sort]).map((key) => key.id);
  return sort === "oldest" ? ids : ids.reverse();
}
