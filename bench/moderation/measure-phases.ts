import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { type App, createApp } from "../../src/app.ts";
import type { Context } from "../../src/context.ts";
import { checkText } from "../../src/features/discussion/check-comment.ts";
import type { PostInput } from "../../src/features/discussion/post-comment.ts";
import { submissionOfPost } from "../../src/features/discussion/submission.ts";
import { judgeComment, judgeNow } from "../../src/features/moderation/judge-comment.ts";
import type { Submission } from "../../src/features/moderation/phases/facts.ts";
import { phases } from "../../src/features/moderation/phases/phases.ts";
import { recognise } from "../../src/features/people/recognise.ts";
import { addSite } from "../../src/features/sites/add-site.ts";
import { siteSettings } from "../../src/features/sites/site.ts";
import { publishStory } from "../../src/features/stories/publish-story.ts";
import { findStoryById } from "../../src/features/stories/reading.ts";
import type { Story } from "../../src/features/stories/story.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { openDatabase } from "../../src/platform/db/open.ts";
import { median, middleHalf } from "../median.ts";
import { prose } from "../prose.ts";
import { storyDraft } from "../story-draft.ts";
import type { Row } from "../table.ts";
import type { Setting } from "./part.ts";

const clientFolder = fileURLToPath(new URL("../../dist/client", import.meta.url));
const secret = "a secret for measuring, long enough";
const comments = 2000;
const people = 200;
/** Words in a comment: as many as readers write. */
const lengths = [8, 14, 30, 45, 70, 25, 12, 110, 55, 20, 300];

/** Every rule, switched on where it has a switch, is asked about comments of usual length by guests known here. */
export async function measurePhases({ folder, runs }: Setting): Promise<Row[]> {
  const env = { BELOWLINE_DATA: folder, BELOWLINE_SECRET: secret, LOG_LEVEL: "silent" };
  const config = readConfig(env);
  const database = await openDatabase(config);
  const log = pino({ level: "silent" });
  const app = await createApp({ config, secret, database, log, clientFolder });
  try {
    const submissions = await makeSubmissions(app);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(...(await judgeAll(app.ctx, submissions)));
    return [
      {
        what: "all rules about one comment, median",
        figure: { value: median(times), unit: "ms" },
        baseline: null,
        reach: { atMost: 0.5 },
        notes: [
          `${phases.length} rules: ${phases.map(({ name }) => name).join(", ")}`,
          `half of the comments took ${middleHalf(times, 3)} ms`,
        ],
        wrong: [],
      },
    ];
  } finally {
    await app.close();
    await database.close();
  }
}

async function judgeAll(ctx: Context, submissions: readonly Submission[]): Promise<number[]> {
  const times: number[] = [];
  for (const submission of submissions) {
    const start = performance.now();
    const judged = await judgeComment(ctx, submission);
    await judgeNow(ctx, judged, { mode: submission.mode });
    times.push(performance.now() - start);
  }
  return times;
}

async function makeSubmissions({ ctx }: App): Promise<Submission[]> {
  const story = await makeStory(ctx);
  const site = ctx.sites.byId(story.siteId);
  if (!site) throw new Error("the site is gone");
  const made: Submission[] = [];
  for (let n = 0; n < comments; n++) {
    const text = prose(n, lengths[n % lengths.length] ?? 10);
    const { body } = checkText(text, site.settings);
    const input: PostInput = {
      site,
      story,
      parentId: null,
      member: null,
      typed: { name: `Reader ${n % people}`, email: "", text },
      deviceHash: `device-${n % people}`,
      networkHash: `network-${n % 50}`,
      key: null,
      solvedChallenge: true,
    };
    made.push(await submissionOfPost(ctx, input, { name: input.typed.name, email: null, body }));
  }
  return made;
}

async function makeStory(ctx: Context): Promise<Story> {
  const now = ctx.now();
  const id = await ctx.db.transact(async (tx) => {
    const site = {
      ...{ key: "bench", name: "The Measure", tagline: "", language: "en", timeZone: "UTC", pathPrefix: "" },
      settings: siteSettings.parse({ challenge: true }),
      isSample: false,
    };
    const siteId = await addSite(tx, site, "ltr", now);
    await tx
      .insertInto("rule_set")
      .values({ site_id: siteId, settings: allOn(), by: "cli", at: now })
      .execute();
    for (let n = 0; n < people; n++) {
      const guest = { siteId, kind: "guest", title: "", email: null } as const;
      const writer = { ...guest, name: `Reader ${n}`, deviceHash: `device-${n}` };
      await recognise(tx, ctx.keys, writer, now);
    }
    const draft = storyDraft({ siteId, slug: "measured", publishedAt: now - 3_600_000 });
    return (await publishStory(tx, draft, now)).id;
  });
  await ctx.sites.reload();
  const story = await findStoryById(ctx.db.read, id);
  if (!story) throw new Error("the story is gone");
  return story;
}

function allOn(): string {
  return JSON.stringify({ phases: Object.fromEntries(phases.map(({ name }) => [name, { on: true }])) });
}
