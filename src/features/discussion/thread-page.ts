import type { Db } from "../../platform/db/database.ts";
import type { CommentId, StoryId } from "../../platform/lib/ids.ts";
import { type Comment, levelOf, rootList, type Sort } from "./comment.ts";
import { beginningsBelow, commentsById, listsBelow, rootCount } from "./comment.store.ts";
import {
  beginning,
  end,
  type IndexSort,
  type Key,
  keyOf,
  keysAt,
  keysFrom,
  type Order,
  positionOf,
  type Stretch,
} from "./thread-index.ts";

/** A comment with the answers that are shown below it. */
export interface Branch {
  comment: Comment;
  replies: readonly Branch[];
  /** Comments below it that are not on this page. */
  folded: number;
  /** Whom a deep answer answers, when that isn't the comment right above. */
  answers: { id: CommentId; name: string } | null;
}

export interface ThreadPage {
  branches: readonly Branch[];
  /** From 1. */
  page: number;
  pages: number;
}

export interface ThreadQuery {
  storyId: StoryId;
  /** Comments in the list: the discussion's tops of threads, or those below one comment. */
  listId: number;
  listCount: number;
  sort: Sort;
  page: number;
  per: number;
  /** Comments that stand above the others, on the first page. */
  pinned?: readonly CommentId[];
}

// How much of a branch stands on the page. A list that is only a little longer than its share is shown whole.
interface Share {
  shown: number;
  slack: number;
}
const generous: readonly Share[] = [
  { shown: 5, slack: 2 },
  { shown: 3, slack: 2 },
  { shown: 3, slack: 2 },
];
const sparing: readonly Share[] = [
  { shown: 4, slack: 1 },
  { shown: 2, slack: 1 },
  { shown: 2, slack: 1 },
];
// Above this many comments below one top, its branches get the sparing share.
const manyReplies = 40;

/** How a list is walked for an order: along its index, from one end. */
export function walkOf(sort: Sort): { by: IndexSort; backwards: boolean } {
  switch (sort) {
    case "newest":
      return { by: "time", backwards: true };
    case "oldest":
      return { by: "time", backwards: false };
    case "best":
      return { by: "best", backwards: true };
    case "replies":
      return { by: "replies", backwards: true };
  }
}

/** One page of a list with what hangs below it. The cost is the page's, whatever the length of the discussion. */
export async function threadPage(db: Db, query: ThreadQuery): Promise<ThreadPage> {
  const pages = Math.max(1, Math.ceil(query.listCount / query.per));
  const page = Math.min(Math.max(1, query.page), pages);
  const tops = await withPinned(db, query, page, await commentsOnPage(db, query, page));
  const branches = await branchesOf(db, query.storyId, tops);
  return { branches: await namesAnswered(db, branches), page, pages };
}

/** The tops of the first page, with those above them that staff put there: each once. */
async function withPinned(
  db: Db,
  { pinned = [] }: ThreadQuery,
  page: number,
  tops: readonly Comment[],
): Promise<readonly Comment[]> {
  if (page !== 1 || pinned.length === 0) return tops;
  const found = new Map((await commentsById(db, pinned)).map((comment) => [comment.id, comment]));
  const above = pinned.flatMap((id) => found.get(id) ?? []).filter(({ status }) => status === "published");
  return [...above, ...tops.filter((top) => !above.some(({ id }) => id === top.id))];
}

/** Comments by themselves, oldest first, without what is below them. */
export async function apart(db: Db, ids: readonly CommentId[]): Promise<readonly Branch[]> {
  if (ids.length === 0) return [];
  const found = await commentsById(db, ids);
  const inOrder = found.toSorted((one, other) => one.createdAt - other.createdAt || one.id - other.id);
  return namesAnswered(db, inOrder.map(bare));
}

/** All comments of some branches. */
export function commentsOf(branches: readonly Branch[]): Comment[] {
  return [...flatten(branches)].map((branch) => branch.comment);
}

async function commentsOnPage(db: Db, query: ThreadQuery, page: number): Promise<Comment[]> {
  const { by, backwards } = walkOf(query.listId === rootList ? query.sort : "oldest");
  const order: Order = { storyId: query.storyId, listId: query.listId, sort: by };
  const skipped = (page - 1) * query.per;
  const keys =
    skipped === 0
      ? await keysFrom(db, order, backwards ? end : beginning, { backwards, skipped, limit: query.per })
      : await keysFurtherOn(db, order, { backwards, skipped, limit: query.per, length: query.listCount });
  const ids = keys.map((key) => key.id as CommentId);
  const found = new Map((await commentsById(db, ids)).map((comment) => [comment.id, comment]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Keys after the first `skipped`; against the order, they are read in it up to there. */
async function keysFurtherOn(
  db: Db,
  order: Order,
  { backwards, skipped, limit, length }: Stretch & { length: number },
): Promise<Key[]> {
  const left = length - skipped;
  const count = Math.min(limit, left);
  const position = backwards ? left - count : skipped;
  const keys = await keysAt(db, order, { position, limit: count, length });
  return backwards ? keys.toReversed() : keys;
}

const bare = (comment: Comment): Branch => ({ comment, replies: [], folded: 0, answers: null });

/** How many of the list below a comment are shown, on a page where its thread (or branch) has these shares. */
function shownBelow(owner: Comment, shares: readonly Share[]): number {
  const { shown, slack } = shares[levelOf(owner.depth)] ?? { shown: 2, slack: 1 };
  return owner.listCount <= shown + slack ? owner.listCount : shown;
}

function sharesOf(top: Comment): readonly Share[] {
  return top.replyCount > manyReplies ? sparing : generous;
}

/** The answers below some comments, level by level: at most three queries for each. */
async function branchesOf(db: Db, storyId: StoryId, tops: readonly Comment[]): Promise<Branch[]> {
  const below = new Map<number, Comment[]>(tops.map((top) => [top.id, []]));
  const shares = new Map<number, readonly Share[]>(tops.map((top) => [top.id, sharesOf(top)]));
  let level = tops;
  while (level.length > 0) {
    const owners = level.filter((comment) => comment.listCount > 0);
    const beginnings = owners.map((owner) => ({
      owner,
      limit: shownBelow(owner, shares.get(owner.id) ?? sparing),
    }));
    level = await repliesIn(db, storyId, beginnings);
    for (const reply of level) {
      below.get(reply.listId)?.push(reply);
      below.set(reply.id, []);
      shares.set(reply.id, shares.get(reply.listId) ?? sparing);
    }
  }
  return tops.map((top) => grow(top, below));
}

async function repliesIn(
  db: Db,
  storyId: StoryId,
  beginnings: readonly { owner: Comment; limit: number }[],
): Promise<Comment[]> {
  const lists = beginnings.map(({ owner, limit }) => ({ listId: owner.id, limit, length: owner.listCount }));
  const isWhole = (list: { limit: number; length: number }) => list.limit === list.length;
  const whole = lists.filter(isWhole).map((list) => list.listId);
  const cut = lists.filter((list) => !isWhole(list));
  return [...(await listsBelow(db, storyId, whole)), ...(await beginningsBelow(db, storyId, cut))];
}

function grow(comment: Comment, below: ReadonlyMap<number, readonly Comment[]>): Branch {
  const replies = (below.get(comment.id) ?? []).map((reply) => grow(reply, below));
  return { comment, replies, folded: foldedBelow(comment, replies), answers: null };
}

/** What is below a comment, published, and not on the page (nor announced by a fold further down). */
function foldedBelow(comment: Comment, replies: readonly Branch[]): number {
  const accounted = replies.reduce(
    (sum, reply) => sum + (reply.comment.status === "published" ? 1 : 0) + reply.comment.replyCount,
    0,
  );
  return Math.max(0, comment.replyCount - accounted);
}

function* flatten(branches: readonly Branch[]): Generator<Branch> {
  for (const branch of branches) {
    yield branch;
    yield* flatten(branch.replies);
  }
}

/** Fills in whom deep answers answer: those whose parent isn't the comment that they are shown below. */
async function namesAnswered(db: Db, branches: readonly Branch[]): Promise<Branch[]> {
  const all = [...flatten(branches)];
  const known = new Map(all.map((branch) => [branch.comment.id, branch.comment]));
  const isApart = ({ parentId, listId, status }: Comment) =>
    parentId !== null && (parentId !== listId || status !== "published");
  const missing = all.flatMap(({ comment }) =>
    isApart(comment) && comment.parentId !== null && !known.has(comment.parentId) ? [comment.parentId] : [],
  );
  for (const comment of await commentsById(db, [...new Set(missing)])) known.set(comment.id, comment);
  const name = (branch: Branch): Branch => {
    const { comment } = branch;
    const parent = isApart(comment) && comment.parentId !== null ? known.get(comment.parentId) : undefined;
    return {
      ...branch,
      replies: branch.replies.map(name),
      answers: parent?.status === "published" ? { id: parent.id, name: parent.authorName } : null,
    };
  };
  return branches.map(name);
}

/** Where a comment is read: the page of the whole discussion, or of the list of one comment. */
export interface Whereabouts {
  /** `rootList`: the discussion's own page; else the comment whose answers have a page of their own. */
  listId: number;
  page: number;
}

/** The page that shows a comment, in an order and with so many on a page. */
export async function whereIs(db: Db, comment: Comment, sort: Sort, per: number): Promise<Whereabouts> {
  const chain = await chainTo(db, comment);
  const top = chain[0] ?? comment;
  // From the inside out: the innermost list in which it (or what it hangs below) doesn't stand on the page is the
  // one that has to be opened; all further in is then shown.
  for (const step of chain.slice(1).toReversed()) {
    const order: Order = { storyId: step.storyId, listId: step.listId, sort: "time" };
    const owner = chain.find((each) => each.id === step.listId);
    const position = await positionOf(db, order, keyOf(step, "time"), owner?.listCount);
    const limit = owner ? shownBelow(owner, sharesOf(top)) : 0;
    if (position >= limit) return { listId: step.listId, page: Math.floor(position / per) + 1 };
  }
  const { by, backwards } = walkOf(sort);
  const order: Order = { storyId: top.storyId, listId: rootList, sort: by };
  const length = await rootCount(db, top.storyId);
  const before = await positionOf(db, order, keyOf(top, by), length);
  const position = backwards ? length - 1 - before : before;
  return { listId: rootList, page: Math.floor(Math.max(0, position) / per) + 1 };
}

/** A comment with all that it is shown below, from the top: at most four. */
async function chainTo(db: Db, comment: Comment): Promise<Comment[]> {
  const chain = [comment];
  let listId = comment.listId;
  while (listId !== rootList) {
    const [owner] = await commentsById(db, [listId as CommentId]);
    if (!owner) break;
    chain.unshift(owner);
    listId = owner.listId;
  }
  return chain;
}
