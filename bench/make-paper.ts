import { sql } from "kysely";
import { bodyOfMarkdown } from "../src/features/discussion/comment-body.ts";
import { finishImport, type Imported, importComment } from "../src/features/discussion/import-comment.ts";
import { recognise } from "../src/features/people/recognise.ts";
import { addSite } from "../src/features/sites/add-site.ts";
import { siteSettings } from "../src/features/sites/site.ts";
import { publishStory } from "../src/features/stories/publish-story.ts";
import { readConfig } from "../src/platform/config/config.ts";
import type { Database } from "../src/platform/db/database.ts";
import { openDatabase } from "../src/platform/db/open.ts";
import type { SiteId, StoryId } from "../src/platform/lib/ids.ts";
import { deriveKeys, type Keys } from "../src/platform/lib/keys.ts";
import { fillStory } from "./fill-story.ts";
import { makeMembers } from "./make-members.ts";
import { type Paper, shortLength } from "./paper.ts";
import { prose } from "./prose.ts";
import { storyDraft } from "./story-draft.ts";

export interface PaperOptions {
  /** What the server will be started with. */
  env: Record<string, string>;
  secret: string;
  /** In the long discussion. */
  comments: number;
  print(line: string): void;
}

export interface Press {
  database: Database;
  keys: Keys;
  siteId: SiteId;
  now: number;
}

/** Makes a newspaper to measure with, in an empty database. */
export async function makePaper({ env, secret, comments, print }: PaperOptions): Promise<Paper> {
  const database = await openDatabase(readConfig(env));
  try {
    const now = Date.now();
    const press: Press = { database, keys: deriveKeys(secret), siteId: await makeSite(database, now), now };
    const each = async (prefix: string, count: number, make: (slug: string) => Promise<unknown>) => {
      const slugs = Array.from({ length: count }, (_, n) => `${prefix}-${n + 1}`);
      for (const slug of slugs) await make(slug);
      return slugs;
    };
    const [fifty = ""] = await each("fifty", 1, (slug) => makeTalk(press, slug));
    const paper: Omit<Paper, "long"> = {
      fifty,
      members: await makeMembers(press, fifty),
      busy: (await each("busy", 1, (slug) => makeTalk(press, slug)))[0] ?? "",
      short: await each("short", 16, (slug) => makeThreads(press, slug, shortLength)),
      empty: await each("empty", 40, (slug) => makeStory(press, slug)),
    };
    const start = performance.now();
    const long = await makeLong(press, comments);
    const seconds = (performance.now() - start) / 1000;
    print(`made a discussion of ${comments.toLocaleString("en")} comments in ${seconds.toFixed(0)} s`);
    // As its autovacuum does within a minute or so of a large change.
    if (database.dialect.name === "postgres") await sql`vacuum analyze`.execute(database.admin);
    return { ...paper, long };
  } finally {
    await database.close();
  }
}

function makeSite(database: Database, now: number): Promise<SiteId> {
  const site = {
    key: "bench",
    name: "The Measure",
    tagline: "All of it",
    language: "en",
    timeZone: "UTC",
    pathPrefix: "",
    settings: siteSettings.parse({ postsPerDevice: 1000, postsPerNetwork: 10_000 }),
    isSample: false,
  };
  return database.transact((tx) => addSite(tx, site, "ltr", now));
}

async function makeStory({ database, siteId, now }: Press, slug: string): Promise<StoryId> {
  const draft = storyDraft({ siteId, slug, publishedAt: now - 3_600_000 });
  const { id } = await database.transact((tx) => publishStory(tx, draft, now));
  return id;
}

/** A story with threads of all kinds, the last comment of them just written. */
async function makeThreads(press: Press, slug: string, comments: number): Promise<StoryId> {
  const { database, keys, siteId, now } = press;
  const storyId = await makeStory(press, slug);
  const nan = { siteId, kind: "guest", name: "Nan", title: "", email: null, deviceHash: null } as const;
  const authorId = await database.transact((tx) => recognise(tx, keys, nan, now));
  await fillStory(database, { siteId, storyId, authorId, until: now }, { shape: "mixed", comments });
  return storyId;
}

async function makeLong(press: Press, comments: number): Promise<Paper["long"]> {
  const slug = "long";
  const storyId = await makeThreads(press, slug, comments);
  const db = press.database.read;
  const { tops } = await db
    .selectFrom("discussion")
    .select("root_count as tops")
    .where("story_id", "=", storyId)
    .executeTakeFirstOrThrow();
  const { first, last } = await db
    .selectFrom("comment")
    .select((eb) => [eb.fn.min<number>("id").as("first"), eb.fn.max<number>("id").as("last")])
    .where("story_id", "=", storyId)
    .executeTakeFirstOrThrow();
  const picks = Array.from({ length: 400 }, (_, n) => Number(first) + Math.floor(((last - first) * n) / 400));
  const found = await sql<{ id: number }>`
    select id from comment where id in (${sql.join(picks)}) and status = 'published' order by id
  `.execute(db);
  return { slug, comments, tops, some: found.rows.map((row) => Number(row.id)) };
}

const lengths = [8, 14, 30, 45, 70, 25, 12, 110, 55, 20];
const tops = 20;
const talk = 50;

/** A story below which fifty people have said something, in twenty threads. */
async function makeTalk(press: Press, slug: string): Promise<void> {
  const { database, keys, siteId, now } = press;
  const storyId = await makeStory(press, slug);
  await database.transact(async (tx) => {
    const made: Imported[] = [];
    for (let n = 0; n < talk; n++) {
      const authorName = prose(n + 1, 2).replace(".", "");
      const createdAt = now - (talk - n) * 150_000;
      const writer = {
        siteId,
        kind: "guest",
        name: authorName,
        title: "",
        email: null,
        deviceHash: null,
      } as const;
      const comment = await importComment(tx, {
        siteId,
        storyId,
        parent: made[n - tops] ?? null,
        authorId: await recognise(tx, keys, writer, createdAt),
        authorName,
        body: bodyOfMarkdown(prose(n + 100, lengths[n % lengths.length] ?? 10)),
        language: null,
        status: "published",
        rule: null,
        revision: 1,
        createdAt,
        voters: Array.from({ length: n % 7 }, (_, voter) => `voter ${voter}`),
      });
      made.push(comment);
    }
    await finishImport(tx, storyId);
  });
}
