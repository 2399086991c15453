import { bodyOfMarkdown } from "../../src/features/discussion/comment-body.ts";
import { importComments } from "../../src/features/discussion/import-comment.ts";
import { type Repeats, repeatsOf } from "../../src/features/moderation/repeats/repeats.ts";
import { sketchOf } from "../../src/features/moderation/repeats/sketch.ts";
import { ruleSettings } from "../../src/features/moderation/rules/rule-settings.ts";
import { recognise } from "../../src/features/people/recognise.ts";
import { addSite } from "../../src/features/sites/add-site.ts";
import { siteSettings } from "../../src/features/sites/site.ts";
import { publishStory } from "../../src/features/stories/publish-story.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import type { Database, Tx } from "../../src/platform/db/database.ts";
import { openDatabase } from "../../src/platform/db/open.ts";
import { deriveKeys } from "../../src/platform/lib/keys.ts";
import type { CommentId, PersonId, SiteId, StoryId } from "../../src/platform/lib/ids.ts";
import { median, middleHalf } from "../median.ts";
import { storyDraft } from "../story-draft.ts";
import type { Row } from "../table.ts";
import type { Setting } from "./part.ts";
import { Random, speaker } from "./random.ts";

const background = 100_000;
const walls = 1000;
const indexed = 1_000_000;
const shares = [0.05, 0.1, 0.2, 0.3] as const;
const secret = "a secret for measuring, long enough";
const at = Date.parse("2026-06-09T12:00:00Z");
const settings = ruleSettings.parse({}).phases.repeats;

interface Paper {
  database: Database;
  siteId: SiteId;
  storyId: StoryId;
  authorId: PersonId;
}

/** Comments of invented words, walls among them; then each wall comes again with some of its words changed. */
export async function measureRepeats({ folder, print }: Setting): Promise<Row[]> {
  const config = readConfig({ BELOWLINE_DATA: folder, BELOWLINE_SECRET: secret, LOG_LEVEL: "silent" });
  const database = await openDatabase(config);
  try {
    const random = new Random(11);
    const say = speaker(random);
    const text = (words: number) => Array.from({ length: words }, say).join(" ");
    const paper = await makePaper(database);
    const others = Array.from({ length: background }, () => text(10 + random.below(90)));
    const planted = Array.from({ length: walls }, () => text(40 + random.below(110)));
    print(`writing ${background + walls} comments and ${indexed} sketches`);
    const ids = await write(paper, [...others, ...planted]);
    await fill(paper, ids, () => text(10 + random.below(90)));
    return await ask(paper, { planted, ids: ids.slice(background), random, say, text });
  } finally {
    await database.close();
  }
}

interface Planted {
  planted: readonly string[];
  ids: readonly CommentId[];
  random: Random;
  say: () => string;
  text(words: number): string;
}

async function ask(paper: Paper, { planted, ids, random, say, text }: Planted): Promise<Row[]> {
  const times: number[] = [];
  const lookUp = async (words: string): Promise<Repeats> => {
    const start = performance.now();
    const found = await repeatsOf(paper.database.read, {
      siteId: paper.siteId,
      text: words,
      except: null,
      at,
      settings,
    });
    times.push(performance.now() - start);
    return found;
  };
  const hits = new Map<number, number>(shares.map((share) => [share, 0]));
  let wrong = 0;
  for (const share of shares)
    for (const [n, wall] of planted.entries()) {
      const { nearest } = await lookUp(changed(wall, share, random, say));
      if (nearest?.id === ids[n]) hits.set(share, (hits.get(share) ?? 0) + 1);
      else if (nearest) wrong++;
    }
  let alarms = 0;
  for (let n = 0; n < walls; n++) if ((await lookUp(text(10 + random.below(90)))).nearest) alarms++;
  const upTo20 = shares.filter((share) => share <= 0.2);
  const found = upTo20.reduce((sum, share) => sum + (hits.get(share) ?? 0), 0);
  const each = shares.map(
    (share) => `${share * 100}% changed: ${((hits.get(share) ?? 0) / walls).toFixed(3)}`,
  );
  const row = { baseline: null, wrong: [] };
  return [
    {
      ...row,
      what: "walls found again, up to 20% changed",
      figure: { value: found / (walls * upTo20.length), unit: "share" },
      reach: { atLeast: 0.98 },
      notes: [each.join(", ")],
    },
    {
      ...row,
      what: "of what is called a repeat, how much is one",
      figure: { value: found / (found + wrong + alarms), unit: "share" },
      reach: { atLeast: 0.99 },
      notes: [`${alarms} of ${walls} new texts taken for repeats, ${wrong} walls taken for another one`],
    },
    {
      ...row,
      what: "look-up among 1,000,000 comments, median",
      figure: { value: median(times), unit: "ms" },
      reach: { atMost: 1 },
      notes: [
        `half of them took ${middleHalf(times, 2)} ms, sketch and comparison with it`,
        `${background + walls} of the million with their words, the others with their sketch alone`,
      ],
    },
  ];
}

/** A share of the words replaced, left out, or with new ones before them. */
function changed(text: string, share: number, random: Random, say: () => string): string {
  return text
    .split(" ")
    .flatMap((word) => {
      if (random.next() >= share) return [word];
      return [[say()], [], [say(), word]][random.below(3)] ?? [];
    })
    .join(" ");
}

async function makePaper(database: Database): Promise<Paper> {
  return database.transact(async (tx) => {
    const site = {
      ...{ key: "bench", name: "The Measure", tagline: "", language: "en", timeZone: "UTC", pathPrefix: "" },
      settings: siteSettings.parse({}),
      isSample: false,
    };
    const siteId = await addSite(tx, site, "ltr", at);
    const draft = storyDraft({ siteId, slug: "measured", publishedAt: at - 3_600_000 });
    const storyId = (await publishStory(tx, draft, at)).id;
    const guest = { siteId, kind: "guest", name: "Nan", title: "", email: null, deviceHash: null } as const;
    const authorId = await recognise(tx, deriveKeys(secret), guest, at);
    return { database, siteId, storyId, authorId };
  });
}

const commentsAtOnce = 2000;

async function write(paper: Paper, texts: readonly string[]): Promise<CommentId[]> {
  const { siteId, storyId, authorId } = paper;
  const ids: CommentId[] = [];
  for (let start = 0; start < texts.length; start += commentsAtOnce) {
    const some = texts.slice(start, start + commentsAtOnce).map((text) => ({
      ...{ siteId, storyId, parent: null, authorId, authorName: "Nan", body: bodyOfMarkdown(text) },
      ...({ language: null, status: "published", rule: null, revision: 1, createdAt: at } as const),
    }));
    const made = await paper.database.transact(async (tx) => {
      const written = await importComments(tx, some);
      for (const { id } of written)
        await tx
          .insertInto("repeat_text")
          .values({ comment_id: id, at: at - 3_600_000, cluster_id: null, sketch: "" })
          .execute();
      return written;
    });
    ids.push(...made.map(({ id }) => id));
  }
  const size = { seed: siteId, fewest: settings.words };
  await insertSorted(
    paper,
    texts.map((text, n) => ({ id: ids[n] as CommentId, values: sketchOf(text, size)?.values ?? [] })),
  );
  return ids;
}

const sketchesAtOnce = 100_000;

/** Sketches of comments that aren't there, up to a million in all. */
async function fill(paper: Paper, ids: readonly CommentId[], text: () => string): Promise<void> {
  const size = { seed: paper.siteId, fewest: settings.words };
  let last: number = ids.at(-1) ?? 0;
  for (let count = ids.length; count < indexed; count += sketchesAtOnce) {
    const some = Array.from({ length: Math.min(sketchesAtOnce, indexed - count) }, () => ({
      id: ++last as CommentId,
      values: sketchOf(text(), size)?.values ?? [],
    }));
    await insertSorted(paper, some);
  }
}

const rowsAtOnce = 400;

/** In the order of their keys: a tree of millions is quickly written that way. */
async function insertSorted(
  { database }: Paper,
  sketches: readonly { id: CommentId; values: readonly number[] }[],
): Promise<void> {
  const rows = sketches.flatMap(({ id, values }) => values.map((value) => ({ value, comment_id: id })));
  rows.sort((one, other) => one.value - other.value || one.comment_id - other.comment_id);
  await database.transact(async (tx: Tx) => {
    for (let start = 0; start < rows.length; start += rowsAtOnce)
      await tx
        .insertInto("repeat_value")
        .values(rows.slice(start, start + rowsAtOnce))
        .execute();
  });
}
