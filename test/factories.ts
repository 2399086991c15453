import type { TestApp } from "./harness.ts";
import { bodyOfMarkdown } from "../src/features/discussion/comment-body.ts";
import type { Status } from "../src/features/discussion/comment.ts";
import { finishImport, type Imported, importComment } from "../src/features/discussion/import-comment.ts";
import { recognise } from "../src/features/people/recognise.ts";
import { addSection } from "../src/features/sites/add-section.ts";
import { addSite } from "../src/features/sites/add-site.ts";
import { siteSettings } from "../src/features/sites/site.ts";
import { publishStory, type StoryDraft } from "../src/features/stories/publish-story.ts";
import { sanitizeStoryHtml } from "../src/platform/html/safe-html.ts";
import type { SiteId, StoryId } from "../src/platform/lib/ids.ts";

let count = 0;

export interface MadeSite {
  id: SiteId;
  key: string;
  prefix: string;
}

/** A site of its own for a test: English at a prefix, unless told otherwise. */
export async function makeSite(
  app: TestApp,
  { settings = {}, language = "en", prefix }: { settings?: object; language?: string; prefix?: string } = {},
): Promise<MadeSite> {
  const key = `s${++count}`;
  const pathPrefix = prefix ?? `/${key}`;
  const id = await app.database.transact(async (tx) => {
    const siteId = await addSite(
      tx,
      {
        key,
        name: `The ${key} Gazette`,
        tagline: "All of it",
        language,
        timeZone: "UTC",
        pathPrefix,
        settings: siteSettings.parse(settings),
        isSample: false,
      },
      language === "en" ? "ltr" : "rtl",
      app.clock.now,
    );
    await addSection(tx, siteId, { slug: "river", name: "River" });
    return siteId;
  });
  await app.ctx.sites.reload();
  return { id, key, prefix: pathPrefix };
}

export interface MadeStory {
  id: StoryId;
  slug: string;
  /** Path of its page, prefix and all. */
  path: string;
}

/** A published story. */
export async function makeStory(
  app: TestApp,
  site: MadeSite,
  draft: Partial<StoryDraft> = {},
): Promise<MadeStory> {
  const slug = draft.slug ?? `story-${++count}`;
  const { id } = await app.database.transact((tx) =>
    publishStory(
      tx,
      {
        siteId: site.id,
        slug,
        kind: "story",
        language: "en",
        headline: `Headline of ${slug}`,
        standfirst: "What it is about.",
        bylines: [{ name: "Nora Quill", title: "Reporter" }],
        dateline: "Quay",
        section: { slug: "river", name: "River" },
        tags: [{ name: "Bridge" }],
        html: sanitizeStoryHtml("<p>The first paragraph.</p><p>The second.</p>"),
        excerpt: "The first paragraph.",
        wordCount: 5,
        confidence: "confirmed",
        weight: "news",
        translationKey: null,
        publishedAt: app.clock.now - 3_600_000,
        updatedAt: null,
        notes: [],
        figures: [],
        discussion: { mode: "open", notice: "", closesAt: null },
        ...draft,
      },
      app.clock.now,
    ),
  );
  await app.relay.deliver();
  return { id, slug, path: `${site.prefix}/stories/${slug}` };
}

export interface CommentSpec {
  text?: string;
  name?: string;
  status?: Status;
  at?: number;
  recommends?: number;
  replies?: CommentSpec[];
}

/** Writes a tree of comments below a story at once, as an import does. Gives their ids in the order of the tree. */
export async function makeComments(
  app: TestApp,
  site: MadeSite,
  story: MadeStory,
  specs: readonly CommentSpec[],
): Promise<number[]> {
  const ids: number[] = [];
  await app.database.transact(async (tx) => {
    const add = async (spec: CommentSpec, parent: Imported | null): Promise<void> => {
      const name = spec.name ?? `Reader ${++count}`;
      const at = spec.at ?? app.clock.now - 1_800_000 + ++count;
      const writer = {
        siteId: site.id,
        kind: "guest",
        name,
        title: "",
        email: null,
        deviceHash: null,
      } as const;
      const made = await importComment(tx, {
        siteId: site.id,
        storyId: story.id,
        parent,
        authorId: await recognise(tx, app.ctx.keys, writer, at),
        authorName: name,
        body: bodyOfMarkdown(spec.text ?? `Comment ${++count}`),
        language: null,
        status: spec.status ?? "published",
        rule: null,
        revision: 1,
        createdAt: at,
        voters: Array.from({ length: spec.recommends ?? 0 }, (_, voter) => `voter-${voter}`),
      });
      ids.push(made.id);
      for (const reply of spec.replies ?? []) await add(reply, made);
    };
    for (const spec of specs) await add(spec, null);
    await finishImport(tx, story.id);
  });
  await app.relay.deliver();
  return ids;
}
