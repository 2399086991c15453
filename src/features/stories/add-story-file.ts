import { readFile } from "node:fs/promises";
import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import { type MadePicture, makeRenditions } from "../media/make-renditions.ts";
import type { OpenSite } from "../sites/sites.ts";
import { addMedia, type Published, publishStory, type StoryDraft } from "./publish-story.ts";
import { readStoryFile, type StoryFile, StoryFileError } from "./story-file.ts";

export interface AddStoryFile {
  siteId: SiteId;
  /** The file's path, for messages and for the pictures beside it. */
  file: string;
  source: string;
  /** Milliseconds by which its times move. */
  shift?: number;
  /** Where a picture that the file names really lies. */
  pictureAt?: (path: string) => string;
  /** More to write in the same transaction. */
  afterwards?: (tx: Tx, id: StoryId) => Promise<void>;
}

const aMinute = 60_000;

/** Publishes a story from a Markdown file, or its next revision when its slug is known. Throws StoryFileError. */
export async function addStoryFile(ctx: Context, input: AddStoryFile): Promise<Published> {
  const site = ctx.sites.byId(input.siteId);
  if (!site) throw new StoryFileError("There is no such site.");
  const story = readStoryFile(input.source, input.file, site.timeZone);
  if (story.publishedAt !== null && story.publishedAt + (input.shift ?? 0) > ctx.now() + aMinute) {
    throw new StoryFileError(
      `${input.file}: the time of publication lies in the future; add it when it has come`,
    );
  }
  const section = findSection(site, story.section, input.file);
  const pictures = await makePictures(ctx, story, input);
  return ctx.db.transact(async (tx) => {
    const figures: StoryDraft["figures"][number][] = [];
    for (const [position, { made, alt, caption, credit }] of pictures.entries()) {
      const media = { ...made, siteId: site.id, sourceUrl: null, at: ctx.now() };
      figures.push({ mediaId: await addMedia(tx, media), placement: "lead", position, alt, caption, credit });
    }
    const draft = draftOf(story, site, { section, figures, now: ctx.now(), shift: input.shift ?? 0 });
    const published = await publishStory(tx, draft, ctx.now());
    await input.afterwards?.(tx, published.id);
    return published;
  });
}

function findSection(site: OpenSite, slug: string | undefined, file: string): StoryDraft["section"] {
  if (slug === undefined) return null;
  const section = site.sections.find((each) => each.slug === slug);
  if (section) return section;
  const names = site.sections.map((each) => each.slug).join(", ") || "none yet";
  throw new StoryFileError(`${file}: there is no section "${slug}". There are: ${names}.`);
}

type Picture = { made: MadePicture; alt: string; caption: string; credit: string };

async function makePictures(ctx: Context, story: StoryFile, input: AddStoryFile): Promise<Picture[]> {
  return Promise.all(
    story.figures.map(async ({ path, ...figure }) => {
      const bytes = await readFile(input.pictureAt?.(path) ?? path).catch(() => {
        throw new StoryFileError(`${input.file}: the picture ${path} can't be read`);
      });
      return { ...figure, made: await makeRenditions(ctx.config.dataDir, bytes) };
    }),
  );
}

interface Rest {
  section: StoryDraft["section"];
  figures: StoryDraft["figures"];
  now: number;
  shift: number;
}

function draftOf(story: StoryFile, site: OpenSite, { section, figures, now, shift }: Rest): StoryDraft {
  const publishedAt = (story.publishedAt ?? now - shift) + shift;
  const days = site.settings.closeAfterDays;
  const closesAt = story.closesAt ?? (days > 0 ? publishedAt - shift + days * 24 * 3_600_000 : null);
  return {
    siteId: site.id,
    slug: story.slug,
    kind: "story",
    language: story.language ?? site.language,
    headline: story.headline,
    standfirst: story.standfirst,
    bylines: story.bylines,
    dateline: story.dateline,
    section,
    tags: story.tags.map((name) => ({ name })),
    html: story.html,
    excerpt: story.excerpt,
    wordCount: story.wordCount,
    confidence: story.confidence,
    weight: story.weight,
    translationKey: story.translation ?? null,
    publishedAt,
    updatedAt: null,
    notes: story.notes.map((note) => ({ ...note, at: note.at + shift })),
    figures,
    discussion: {
      mode: story.discussion.mode,
      notice: story.discussion.notice,
      closesAt: closesAt === null ? null : closesAt + shift,
    },
  };
}
