import fc from "fast-check";
import { type SqlBool, sql } from "kysely";
import { expect, it, vi } from "vitest";
import { type Act, anyAct, imported, openRoom, perform, type Room } from "../../../test/discussion-acts.ts";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import {
  idsInOrder,
  isBefore,
  keyOfRow,
  keysOf,
  type Model,
  modelOf,
  type Row,
  readSnapshot,
  type Snapshot,
} from "../../../test/thread-model.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { rootList, type Sort, type Status, sorts } from "./comment.ts";
import { commentsById } from "./comment.store.ts";
import type { ThreadNodeTable } from "./comment.table.ts";
import { recount } from "./recount.ts";
import { beginning, type Key, keysAt, ordersOf, positionOf } from "./thread-index.ts";
import { type Branch, threadPage, whereIs } from "./thread-page.ts";

// Trees of three levels with a hundred comments, instead of a million.
const shape = vi.hoisted(() => ({ nodeLimit: 8, fanOut: 3, levels: [1, 2, 3] }));
vi.mock("./thread-shape.ts", () => shape);

const generous = { postsPerDevice: 1000, postsPerNetwork: 10_000, editMinutes: 1440 };

/** PROPERTY_RUNS=500 looks further, for as long as it takes. */
const wanted = Number(process.env["PROPERTY_RUNS"] ?? 0);
const story = fc.tuple(imported, fc.array(anyAct, { maxLength: 25, size: "max" }), fc.constantFrom(3, 10));

onBothEngines("a discussion to which anything happens", (app, engine) => {
  const patience = 60_000 + wanted * 5000;
  // Looking for the smallest failure takes long: it ends in time to be told.
  const runs = {
    numRuns: wanted || (engine === "sqlite" ? 12 : 5),
    interruptAfterTimeLimit: patience - 10_000,
  };

  it(
    "keeps every count, place, page and permalink as a plain count of its comments has them",
    async () => {
      const site = await makeSite(app(), { settings: generous });
      await fc.assert(
        fc.asyncProperty(story, async ([comments, acts, per]) => {
          const room = await openRoom(app(), site);
          await perform(room, { act: "import", comments });
          for (const act of acts) await perform(room, act);
          const { nodes: _, ...kept } = await expectRight(room, per);
          await app().database.transact((tx) => recount(tx, room.storyId));
          const { nodes: __, ...recounted } = await expectCountsRight(room);
          expect(recounted).toEqual(kept);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    "stays right when all of it happens at once",
    async () => {
      const site = await makeSite(app(), { settings: generous });
      await fc.assert(
        fc.asyncProperty(story, async ([comments, acts]) => {
          const room = await openRoom(app(), site);
          await perform(room, { act: "import", comments });
          await Promise.all(acts.map((act) => perform(room, act)));
          await expectCountsRight(room);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    "is found anew whatever was kept of it",
    async () => {
      const site = await makeSite(app(), { settings: generous });
      await fc.assert(
        fc.asyncProperty(imported, fc.nat(2), async (comments, wrong) => {
          const room = await openRoom(app(), site);
          await perform(room, { act: "import", comments });
          await spoil(room, wrong);
          await app().database.transact((tx) => recount(tx, room.storyId));
          await expectCountsRight(room);
        }),
        runs,
      );
    },
    patience,
  );

  it("has a tree only while a list is long, whichever way it grows", async () => {
    const site = await makeSite(app(), { settings: generous });
    const room = await openRoom(app(), site);
    const change = async (act: Act) => {
      await perform(room, act);
      await expectCountsRight(room);
    };
    const many = shape.nodeLimit + 4;
    for (let n = 0; n < many; n++) await change({ act: "post", below: null, count: 1, later: n % 2 });
    for (const status of ["rejected", "published", "spam"] as const) {
      for (let from = 0; from < many; from++) await change({ act: "decide", from, count: 1, status });
    }
  });

  it("brings a removed top back when an answer to it is published, and takes it away again", async () => {
    const site = await makeSite(app(), { settings: generous });
    const room = await openRoom(app(), site);
    const spec = (below: "top" | "last" | 20, status: Status) => ({ below, at: 0, status, voters: 0 });
    const removed = spec("top", "rejected");
    const waiting = Array.from({ length: 5 }, () => spec(20, "pending"));
    const answered = Array.from({ length: 10 }, () => [spec("top", "published"), spec("last", "published")]);
    await perform(room, { act: "import", comments: [...answered.flat(), removed, ...waiting] });
    for (const status of ["published", "rejected", "published", "pending"] as const) {
      for (const from of [25, 21, 20, 23, 22, 24]) {
        await perform(room, { act: "decide", from, count: 1, status });
        await expectCountsRight(room);
      }
    }
  });
});

/** Makes everything that is kept of every third comment, and of the discussion, wrong. */
async function spoil({ app, storyId }: Room, wrong: number): Promise<void> {
  await app.database.transact(async (tx) => {
    await tx
      .updateTable("comment")
      .set({ shown: sql`1 - shown`, child_count: wrong, list_count: 9, reply_count: wrong })
      .where("story_id", "=", storyId)
      .where(sql<SqlBool>`id % 3 = ${wrong}`)
      .execute();
    await tx
      .updateTable("discussion")
      .set({ comment_count: 7, root_count: 9 })
      .where("story_id", "=", storyId)
      .execute();
    await tx.updateTable("thread_node").set({ size: 5 }).where("story_id", "=", storyId).execute();
  });
}

/** Everything that is kept is what the model finds, and every page and permalink with it. */
async function expectRight(room: Room, per: number): Promise<Snapshot> {
  const snapshot = await expectCountsRight(room);
  const model = modelOf(snapshot);
  for (const [listId, rows] of model.lists) await expectPositionsRight(room, snapshot, listId, rows);
  await expectPagesRight(room, model, per);
  return snapshot;
}

async function expectCountsRight({ app, storyId }: Room): Promise<Snapshot> {
  const snapshot = await readSnapshot(app, storyId);
  const { found, discussion } = modelOf(snapshot);
  const kept = snapshot.rows.map((row) =>
    Object.fromEntries(Object.keys(found[0] ?? {}).map((key) => [key, row[key as keyof typeof row]])),
  );
  expect(kept).toEqual(found);
  expect(snapshot.discussion).toEqual(discussion);
  expectTreesRight(snapshot);
  return snapshot;
}

function expectTreesRight(snapshot: Snapshot): void {
  const { lists } = modelOf(snapshot);
  const trees = Map.groupBy(snapshot.nodes, ({ list_id, sort }) => `${list_id} ${sort}`);
  for (const [listId, rows] of lists) {
    for (const { sort } of ordersOf({ storyId: rows[0]?.story_id as StoryId, listId })) {
      const tree = trees.get(`${listId} ${sort}`) ?? [];
      trees.delete(`${listId} ${sort}`);
      expect(tree.length > 0).toBe(rows.length > shape.nodeLimit);
      if (tree.length > 0)
        expectTreeRight(
          tree,
          rows.map((row) => keyOfRow(row, sort)),
        );
    }
  }
  expect([...trees.keys()]).toEqual([]);
}

/** What thread-nodes.ts says of a tree. */
function expectTreeRight(tree: readonly ThreadNodeTable[], keys: readonly Key[]): void {
  const size = (from: Key, to: Key | undefined) =>
    keys.filter((key) => !isBefore(key, from) && (to === undefined || isBefore(key, to))).length;
  let below: Key[] | null = null;
  for (const level of shape.levels) {
    const nodes = tree
      .filter((node) => node.level === level)
      .map((node) => ({ key: node.first_key, id: node.first_id, size: node.size }))
      .toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
    if (nodes.length === 0) continue;
    const starts = nodes.map(({ key, id }) => ({ key, id }));
    expect(starts[0]).toEqual(beginning);
    if (level > 1) expect(below).toEqual(expect.arrayContaining(starts));
    expect(nodes.map((node) => node.size)).toEqual(nodes.map((node, index) => size(node, nodes[index + 1])));
    expect(Math.max(...nodes.map((node) => node.size))).toBeLessThanOrEqual(
      shape.nodeLimit * shape.fanOut ** (level - 1),
    );
    below = starts;
  }
}

async function expectPositionsRight(
  { app, storyId }: Room,
  snapshot: Snapshot,
  listId: number,
  rows: readonly Row[],
): Promise<void> {
  const db = app.database.read;
  const absent = snapshot.rows.filter((row) => !rows.includes(row)).slice(0, 5);
  for (const order of ordersOf({ storyId, listId })) {
    const keys = keysOf(rows, order.sort);
    const probes = [...keys, ...absent.map((row) => keyOfRow(row, order.sort))];
    const positions = await Promise.all(probes.map((key) => positionOf(db, order, key)));
    expect(positions).toEqual(probes.map((probe) => keys.filter((key) => isBefore(key, probe)).length));
    const past = [keys.length, keys.length + 50];
    const length = keys.length;
    expect(await Promise.all(probes.map((key) => positionOf(db, order, key, length)))).toEqual(positions);
    for (const known of [{}, { length }]) {
      const found = await Promise.all(
        [...keys.keys(), ...past].map((position) => keysAt(db, order, { position, limit: 2, ...known })),
      );
      expect(found).toEqual([...keys.map((_, position) => keys.slice(position, position + 2)), [], []]);
    }
  }
}

/** Comments on a page, by where and how it is read. */
type Pages = Map<string, Set<number>>;

const nameOf = (listId: number, sort: Sort, per: number, page: number) =>
  `list ${listId} by ${listId === rootList ? sort : "time"}, ${per} on page ${page}`;

async function expectPagesRight(room: Room, model: Model, per: number): Promise<void> {
  const pages: Pages = new Map();
  for (const [listId, rows] of model.lists) {
    for (const sort of listId === rootList ? sorts : (["oldest"] as const)) {
      await readPages(room, model, { listId, rows, sort, per }, pages);
    }
  }
  await expectPermalinksRight(room, model, per, pages);
}

/** Reads a list page by page; together the pages are the list. */
async function readPages(
  { app, storyId }: Room,
  model: Model,
  { listId, rows, sort, per }: { listId: number; rows: readonly Row[]; sort: Sort; per: number },
  pages: Pages,
): Promise<void> {
  const ids = idsInOrder(rows, sort);
  const count = Math.ceil(ids.length / per);
  const query = { storyId, listId, listCount: ids.length, sort, per };
  for (let page = 1; page <= count; page++) {
    const thread = await threadPage(app.database.read, { ...query, page });
    expect(thread).toMatchObject({ page, pages: count });
    expect(thread.branches.map(({ comment }) => comment.id)).toEqual(ids.slice((page - 1) * per, page * per));
    for (const branch of thread.branches) expectBranchRight(branch, model);
    pages.set(nameOf(listId, sort, per, page), new Set(thread.branches.flatMap(idsOf)));
  }
  const past = await threadPage(app.database.read, { ...query, page: count + 1 });
  expect(past.page).toBe(count);
}

function idsOf({ comment, replies }: Branch): number[] {
  return [comment.id, ...replies.flatMap(idsOf)];
}

/** Answers stand from the first on; what isn't on the page is told, once. */
function expectBranchRight({ comment, replies, folded }: Branch, model: Model): void {
  const below = idsInOrder(model.lists.get(comment.id) ?? [], "oldest");
  expect(replies.map((reply) => reply.comment.id)).toEqual(below.slice(0, replies.length));
  if (below.length > 0) expect(replies.length).toBeGreaterThan(0);
  const told = replies.map(
    (reply) => (reply.comment.status === "published" ? 1 : 0) + reply.comment.replyCount,
  );
  expect(folded + told.reduce((sum, n) => sum + n, 0)).toBe(comment.replyCount);
  if (replies.length === below.length) expect(folded).toBe(0);
  for (const reply of replies) expectBranchRight(reply, model);
}

/** The page that a permalink names shows the comment; every comment is tried in one of the orders. */
async function expectPermalinksRight({ app }: Room, model: Model, per: number, pages: Pages): Promise<void> {
  const db = app.database.read;
  const ids = [...model.lists.values()].flat().map((row) => row.id);
  const found = await Promise.all(
    (await commentsById(db, ids)).map(async (comment, index) => {
      const sort = sorts[index % sorts.length] ?? "newest";
      const place = await whereIs(db, comment, sort, per);
      return { id: comment.id, sort, place };
    }),
  );
  const astray = found.filter(
    ({ id, sort, place }) => !pages.get(nameOf(place.listId, sort, per, place.page))?.has(id),
  );
  expect(astray).toEqual([]);
}
