import type { Db, Tx } from "../../platform/db/database.ts";
import { inGroups, padded } from "../../platform/db/in-groups.ts";
import { prepared, preparedInsert, type Values } from "../../platform/db/prepared.ts";
import type { SafeHtml } from "../../platform/html/safe-html.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";
import { commentOfRow, comments } from "./comment.store.ts";

const byId = prepared((tx: Tx, value: Values<{ id: CommentId }>) =>
  comments(tx).where("comment.id", "=", value("id")),
);

export async function readComment(tx: Tx, id: CommentId): Promise<Comment | null> {
  const [row] = await byId(tx, { id });
  return row ? commentOfRow(row) : null;
}

/** Where comments stand in their trees. */
export async function readPlaces(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("comment")
    .select(["id", "parent_id", "root_id", "list_id", "depth"])
    .where("id", "in", padded(ids))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    rootId: row.root_id,
    listId: row.list_id,
    depth: row.depth,
  }));
}

export interface CommentBody {
  text: string;
  html: SafeHtml;
  restHtml: SafeHtml;
  restWords: number;
}

export interface NewComment extends CommentBody {
  siteId: SiteId;
  storyId: StoryId;
  parentId: CommentId | null;
  rootId: CommentId | null;
  listId: number;
  depth: number;
  authorId: PersonId;
  authorName: string;
  language: string | null;
  status: Status;
  rule: number | null;
  revision: number;
  createdAt: number;
  removedAt: number | null;
}

const addComment = preparedInsert((tx: Tx, value: Values<ReturnType<typeof rowOf>>) =>
  tx.insertInto("comment").values(value.all()),
);

export function insertComment(tx: Tx, comment: NewComment): Promise<CommentId> {
  return addComment(tx, rowOf(comment));
}

/** Many at once; their ids in the same order. */
export async function insertComments(tx: Tx, all: readonly NewComment[]): Promise<CommentId[]> {
  const ids: CommentId[] = [];
  for (const group of inGroups(all)) {
    const added = await tx.insertInto("comment").values(group.map(rowOf)).returning("id").execute();
    // Ids are given in the order of the rows; in which order they come back is up to the engine.
    ids.push(...added.map((row) => row.id).sort((one, other) => one - other));
  }
  return ids;
}

function rowOf(comment: NewComment) {
  return {
    site_id: comment.siteId,
    story_id: comment.storyId,
    parent_id: comment.parentId,
    root_id: comment.rootId,
    list_id: comment.listId,
    depth: comment.depth,
    author_id: comment.authorId,
    author_name: comment.authorName,
    text: comment.text,
    html: comment.html,
    rest_html: comment.restHtml,
    rest_words: comment.restWords,
    language: comment.language,
    status: comment.status,
    rule: comment.rule,
    revision: comment.revision,
    created_at: comment.createdAt,
    removed_at: comment.removedAt,
    // What is published is shown; there are no answers yet that would show something else.
    shown: comment.status === "published" ? 1 : 0,
  };
}

export async function updateBody(tx: Tx, id: CommentId, body: CommentBody, editedAt: number): Promise<void> {
  await tx
    .updateTable("comment")
    .set({
      text: body.text,
      html: body.html,
      rest_html: body.restHtml,
      rest_words: body.restWords,
      edited_at: editedAt,
    })
    .where("id", "=", id)
    .execute();
}

export interface StatusChange {
  status: Status;
  rule: number | null;
  removedAt: number | null;
}

const setStatus = prepared((tx: Tx, value: Values<StatusChange & { id: CommentId }>) =>
  tx
    .updateTable("comment")
    .set({ status: value("status"), rule: value("rule"), removed_at: value("removedAt") })
    .where("id", "=", value("id")),
);

export async function updateStatus(tx: Tx, id: CommentId, change: StatusChange): Promise<void> {
  const { status, rule, removedAt } = change;
  await setStatus(tx, { id, status, rule, removedAt });
}

type Scored = { id: CommentId; n: number; score: number };

const setRecommends = prepared((tx: Tx, value: Values<Scored>) =>
  tx
    .updateTable("comment")
    .set({ recommend_count: value("n"), best_score: value("score") })
    .where("id", "=", value("id")),
);

export async function updateRecommends(tx: Tx, id: CommentId, n: number, score: number): Promise<void> {
  await setRecommends(tx, { id, n, score });
}

const setReports = prepared((tx: Tx, value: Values<Scored>) =>
  tx
    .updateTable("comment")
    .set({ report_count: value("n"), best_score: value("score") })
    .where("id", "=", value("id")),
);

export async function updateReports(tx: Tx, id: CommentId, n: number, score: number): Promise<void> {
  await setReports(tx, { id, n, score });
}

const addVote = prepared((tx: Tx, value: Values<{ id: CommentId; voter: string; at: number }>) =>
  tx
    .insertInto("recommend")
    .values({ comment_id: value("id"), voter: value("voter"), at: value("at") })
    .onConflict((conflict) => conflict.doNothing())
    .returning("comment_id"),
);

type Votes = { id: CommentId; voters: readonly string[] };

const findVotes = prepared((tx: Tx, value: Values<Votes>) =>
  tx
    .selectFrom("recommend")
    .select("voter")
    .where("comment_id", "=", value("id"))
    .where("voter", "in", value("voters")),
);

const removeVotes = prepared((tx: Tx, value: Values<Votes>) =>
  tx
    .deleteFrom("recommend")
    .where("comment_id", "=", value("id"))
    .where("voter", "in", value("voters"))
    .returning("comment_id"),
);

/**
 * Records somebody's recommend under the first of their names, unless there is one under any of them; or takes back all
 * there are. Gives by how much the count changes.
 */
export async function changeVotes(
  tx: Tx,
  id: CommentId,
  { voters, on, at }: { voters: readonly [string, ...string[]]; on: boolean; at: number },
): Promise<number> {
  if (!on) return -(await removeVotes(tx, { id, voters })).length;
  if (voters.length > 1 && (await findVotes(tx, { id, voters })).length > 0) return 0;
  return (await addVote(tx, { id, voter: voters[0], at })).length;
}
