import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { pino } from "pino";
import { type App, createApp } from "../src/app.ts";
import type { Context } from "../src/context.ts";
import { rootList, type Sort, sorts } from "../src/features/discussion/comment.ts";
import { commentsById, rootCount } from "../src/features/discussion/comment.store.ts";
import { postComment } from "../src/features/discussion/post-comment.ts";
import { threadPage, whereIs } from "../src/features/discussion/thread-page.ts";
import { recognise } from "../src/features/people/recognise.ts";
import { addSite } from "../src/features/sites/add-site.ts";
import { siteSettings } from "../src/features/sites/site.ts";
import type { OpenSite } from "../src/features/sites/sites.ts";
import { publishStory } from "../src/features/stories/publish-story.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import type { Story } from "../src/features/stories/story.ts";
import { readConfig } from "../src/platform/config/config.ts";
import type { Database } from "../src/platform/db/database.ts";
import { openDatabase } from "../src/platform/db/open.ts";
import type { CommentId, SiteId, StoryId } from "../src/platform/lib/ids.ts";
import { fillStory, type Shape } from "./fill-story.ts";
import { storyDraft } from "./story-draft.ts";

export interface BenchOptions {
  folder: string;
  /** Null: SQLite in the folder. */
  databaseUrl: string | null;
  /** In the long discussions. */
  comments: number;
  /** How often each thing is done; the median is told. */
  runs: number;
  print: (line: string) => void;
}

const short = 100;
const per = 25;
const secret = "a secret for measuring, long enough";

export async function measureThreads(options: BenchOptions): Promise<void> {
  const { folder, databaseUrl, print } = options;
  const config = readConfig({
    BELOWLINE_DATA: folder,
    BELOWLINE_SECRET: secret,
    LOG_LEVEL: "error",
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  });
  const database = await openDatabase(config);
  const clock = { now: Date.parse("2026-06-09T12:00:00Z") };
  const siteId = await makeSite(database, clock.now);
  const app = await createApp({
    config,
    secret,
    database,
    log: pino({ level: config.logLevel }),
    clientFolder: fileURLToPath(new URL("../dist/client", import.meta.url)),
    now: () => clock.now,
  });
  const site = app.ctx.sites.byId(siteId);
  if (!site) throw new Error("the site was not opened");
  const bench: Bench = { app, ctx: app.ctx, site, clock };
  try {
    for (const shape of ["roots", "mixed"] as const) {
      const few = await makeStory(bench, { shape, comments: short, print });
      const many = await makeStory(bench, { shape, comments: options.comments, print });
      // As its autovacuum does within a minute or so of a large change.
      if (database.dialect.name === "postgres") await sql`vacuum analyze`.execute(database.admin);
      await compare(bench, { few, many }, options);
    }
  } finally {
    await app.close();
    await database.close();
  }
}

interface Bench {
  app: App;
  ctx: Context;
  site: OpenSite;
  clock: { now: number };
}

function makeSite(database: Database, now: number): Promise<SiteId> {
  const settings = siteSettings.parse({ postsPerDevice: 1000, postsPerNetwork: 10_000 });
  const site = {
    key: "bench",
    name: "Bench",
    tagline: "",
    language: "en",
    timeZone: "UTC",
    pathPrefix: "",
    settings,
    isSample: false,
  };
  return database.transact((tx) => addSite(tx, site, "ltr", now));
}

interface MadeStory {
  story: Story;
  comments: number;
  /** Comments picked from all over the discussion. */
  some: CommentId[];
  /** The comment with the most answers right below it, if any has some. */
  branch: CommentId | null;
}

async function makeStory(
  { ctx, site, clock }: Bench,
  { shape, comments, print }: { shape: Shape; comments: number; print: (line: string) => void },
): Promise<MadeStory> {
  const now = clock.now;
  const { storyId, authorId } = await ctx.db.transact(async (tx) => {
    const { id } = await publishStory(
      tx,
      storyDraft({ siteId: site.id, slug: `${shape}-${comments}`, publishedAt: now }),
      now,
    );
    const nan = {
      siteId: site.id,
      kind: "guest",
      name: "Nan",
      title: "",
      email: null,
      deviceHash: null,
    } as const;
    return { storyId: id, authorId: await recognise(tx, ctx.keys, nan, now) };
  });
  const seconds = await fillStory(
    ctx.db,
    { siteId: site.id, storyId, authorId, until: now },
    { shape, comments },
  );
  if (comments > short)
    print(`\nrecount of ${comments.toLocaleString("en")} comments (${shape}): ${seconds.toFixed(1)} s\n`);
  const story = await findStoryById(ctx.db.read, storyId);
  if (!story) throw new Error("the story is not there");
  return { story, comments, some: await someOf(ctx, storyId), branch: await longestBranch(ctx, storyId) };
}

async function someOf(ctx: Context, storyId: StoryId): Promise<CommentId[]> {
  const { first, last } = await ctx.db.read
    .selectFrom("comment")
    .select((eb) => [eb.fn.min<CommentId>("id").as("first"), eb.fn.max<CommentId>("id").as("last")])
    .where("story_id", "=", storyId)
    .executeTakeFirstOrThrow();
  const picks = Array.from(
    { length: 200 },
    (_, n) => (first + Math.floor(((last - first) * n) / 199)) as CommentId,
  );
  const found = await commentsById(ctx.db.read, [...new Set(picks)]);
  return found.filter((comment) => comment.status === "published").map((comment) => comment.id);
}

async function longestBranch(ctx: Context, storyId: StoryId): Promise<CommentId | null> {
  const row = await ctx.db.read
    .selectFrom("comment")
    .select("id")
    .where("story_id", "=", storyId)
    .where("list_count", ">", 0)
    .orderBy("list_count", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

type Task = (made: MadeStory, run: number) => Promise<void>;

async function compare(
  bench: Bench,
  { few, many }: { few: MadeStory; many: MadeStory },
  { runs, print }: BenchOptions,
): Promise<void> {
  print(`${"".padEnd(34)}${"100".padStart(10)}${many.comments.toLocaleString("en").padStart(12)}   ratio`);
  for (const [name, task] of tasksOf(bench, many)) {
    const times: [number[], number[]] = [[], []];
    // Turn by turn, so that both see the same machine; the first ones are for warming up.
    for (let run = -5; run < runs; run++) {
      for (const [index, made] of [few, many].entries()) {
        const start = performance.now();
        await task(made, Math.abs(run));
        if (run >= 0) times[index]?.push(performance.now() - start);
      }
    }
    const [before, after] = times.map(median);
    if (before === undefined || after === undefined) continue;
    const ratio = (after / before).toFixed(2);
    print(
      `${name.padEnd(34)}${before.toFixed(2).padStart(7)} ms${after.toFixed(2).padStart(9)} ms${ratio.padStart(8)}`,
    );
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function tasksOf(bench: Bench, many: MadeStory): [string, Task][] {
  const places = ["first", "middle", "last"] as const;
  return [
    ...sorts.flatMap((sort) =>
      places.map((place): [string, Task] => [
        `${sort}: ${place} page`,
        (made) => readPage(bench, made, sort, place),
      ]),
    ),
    ...sorts.map((sort): [string, Task] => [
      `${sort}: permalink`,
      (made, run) => followPermalink(bench, made, sort, run),
    ]),
    ...(many.branch === null
      ? []
      : places.map((place): [string, Task] => [
          `branch: ${place} page`,
          (made) => readBranch(bench, made, place),
        ])),
    ...places.map((place): [string, Task] => [
      `whole page, cold: ${place}`,
      (made, run) => openPage(bench, made, place, run),
    ]),
    ["post a comment", (made) => post(bench, made, null)],
    ["post an answer", (made, run) => post(bench, made, made.some[run % made.some.length] ?? null)],
  ];
}

type PagePlace = "first" | "middle" | "last";

function pageAt(count: number, place: PagePlace): number {
  const pages = Math.max(1, Math.ceil(count / per));
  return { first: 1, middle: Math.ceil(pages / 2), last: pages }[place];
}

async function readPage({ ctx }: Bench, { story }: MadeStory, sort: Sort, place: PagePlace): Promise<void> {
  const listCount = await rootCount(ctx.db.read, story.id);
  const page = pageAt(listCount, place);
  await threadPage(ctx.db.read, {
    storyId: story.id,
    listId: rootList,
    listCount,
    sort,
    page,
    per,
  });
}

async function followPermalink(
  { ctx }: Bench,
  { story, some }: MadeStory,
  sort: Sort,
  run: number,
): Promise<void> {
  const [comment] = await commentsById(ctx.db.read, some.slice(run % some.length).slice(0, 1));
  if (!comment) return;
  const { listId, page } = await whereIs(ctx.db.read, comment, sort, per);
  const [owner] = listId === rootList ? [] : await commentsById(ctx.db.read, [listId as CommentId]);
  const listCount = owner?.listCount ?? (await rootCount(ctx.db.read, story.id));
  await threadPage(ctx.db.read, { storyId: story.id, listId, listCount, sort, page, per });
}

async function readBranch({ ctx }: Bench, { story, branch }: MadeStory, place: PagePlace): Promise<void> {
  const [owner] = branch === null ? [] : await commentsById(ctx.db.read, [branch]);
  if (!owner) return;
  const { id: listId, listCount } = owner;
  const page = pageAt(listCount, place);
  const query = { storyId: story.id, listId, listCount, sort: "oldest", page, per } as const;
  await threadPage(ctx.db.read, query);
}

/** The page as a browser gets it, when nobody has asked for it in the last minute. */
async function openPage(
  { app, ctx, clock }: Bench,
  { story }: MadeStory,
  place: PagePlace,
  run: number,
): Promise<void> {
  clock.now += 120_000;
  const page = pageAt(await rootCount(ctx.db.read, story.id), place);
  const sort = sorts[run % sorts.length] ?? "newest";
  const answer = await app.fastify.inject(`/stories/${story.slug}?sort=${sort}&per=${per}&page=${page}`);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} instead of a page`);
}

let posts = 0;

async function post(
  { ctx, site, clock }: Bench,
  { story }: MadeStory,
  parentId: CommentId | null,
): Promise<void> {
  clock.now += 1000;
  const device = `device ${++posts}`;
  const outcome = await postComment(ctx, {
    site,
    story,
    parentId,
    member: null,
    typed: { name: "Nan", email: "", text: `The ferry is late again, for the ${posts}th time.` },
    deviceHash: device,
    networkHash: device,
    key: null,
    solvedChallenge: false,
  });
  if (outcome.outcome !== "posted") throw new Error(JSON.stringify(outcome));
}
