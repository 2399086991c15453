import { basename, join } from "node:path";
import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { directionOf } from "../../../platform/html/locale.ts";
import type { SiteId, StoryId } from "../../../platform/lib/ids.ts";
import { bodyOfMarkdown } from "../../discussion/comment-body.ts";
import { finishImport, type Imported, importComment } from "../../discussion/import-comment.ts";
import { recognise } from "../../people/recognise.ts";
import { addSection } from "../../sites/add-section.ts";
import { addSite } from "../../sites/add-site.ts";
import { siteSettings } from "../../sites/site.ts";
import { addStoryFile } from "../../stories/add-story-file.ts";
import { notesOf } from "../../stories/reading.ts";
import { readZonedTime } from "../../stories/zoned-time.ts";
import { loadDesk } from "./load-desk.ts";
import { readSample, type SampleComment, type SampleEdition } from "./sample-files.ts";

/** When the sample's clocks stand still: everything in it happened before. */
const sampleNow = "2026-06-09T15:40";
const aDay = 24 * 3_600_000;

/** Fills an empty installation with the sample newspaper, in three editions. Times move up to the last day. */
export async function loadSample(ctx: Context, folder: string, timeZone: string): Promise<void> {
  const shift = Math.floor((ctx.now() - readZonedTime(sampleNow, timeZone)) / aDay) * aDay;
  for (const [index, edition] of readSample(folder).entries()) {
    await loadEdition(ctx, edition, { folder, timeZone, shift, isFirst: index === 0 });
  }
  await ctx.sites.reload();
}

interface Loading {
  folder: string;
  timeZone: string;
  /** Milliseconds by which all times move. */
  shift: number;
  isFirst: boolean;
}

async function loadEdition(
  ctx: Context,
  { site, desk, stories }: SampleEdition,
  loading: Loading,
): Promise<void> {
  const { timeZone, shift } = loading;
  const { key, name, tagline, language, address, rules, about, privacy } = site;
  const siteId = await ctx.db.transact(async (tx) => {
    const id = await addSite(
      tx,
      {
        key,
        name,
        tagline,
        language,
        timeZone,
        pathPrefix: loading.isFirst ? "" : `/${key}`,
        settings: siteSettings.parse({ address, rules, about, privacy }),
        isSample: true,
      },
      directionOf(language),
      ctx.now(),
    );
    for (const section of site.sections) await addSection(tx, id, section);
    return id;
  });
  await ctx.sites.reload();
  const ids = new Map<string, StoryId>();
  for (const story of stories) {
    const added = await addStoryFile(ctx, {
      siteId,
      file: story.file,
      source: story.source,
      shift,
      pictureAt: (path) => join(loading.folder, "pictures", basename(path)),
      afterwards: async (tx, storyId) => {
        ids.set(story.name, storyId);
        await loadComments(tx, ctx, { siteId, storyId, comments: story.comments, loading });
      },
    });
    if (added.outcome === "unchanged") throw new Error(`${story.file} stands there twice`);
  }
  const opened = ctx.sites.byId(siteId);
  if (opened) await loadDesk(ctx, desk, { site: opened, stories: ids, timeZone, shift });
}

interface Talk {
  siteId: SiteId;
  storyId: StoryId;
  comments: readonly SampleComment[];
  loading: Loading;
}

async function loadComments(tx: Tx, ctx: Context, talk: Talk): Promise<void> {
  const notes = await notesOf(tx, talk.storyId);
  const revisionAt = (at: number) =>
    Math.max(1, ...notes.filter((each) => each.at <= at).map((each) => each.revision));
  let count = 0;
  const add = async (comment: SampleComment, parent: Imported | null): Promise<void> => {
    const createdAt = readZonedTime(comment.at, talk.loading.timeZone) + talk.loading.shift;
    const kind = comment.staff ? "staff" : "guest";
    const writer = {
      siteId: talk.siteId,
      kind,
      name: comment.name,
      title: comment.title,
      email: null,
      deviceHash: null,
    } as const;
    const number = ++count;
    const added = await importComment(tx, {
      siteId: talk.siteId,
      storyId: talk.storyId,
      parent,
      authorId: await recognise(tx, ctx.keys, writer, createdAt),
      authorName: comment.name,
      body: bodyOfMarkdown(comment.text.trim()),
      language: comment.lang,
      status: comment.status,
      rule: comment.status === "rejected" ? (comment.rule ?? 2) : null,
      revision: revisionAt(createdAt),
      createdAt,
      voters: Array.from({ length: comment.recommends }, (_, voter) => `sample-${number}-${voter}`),
    });
    for (const reply of comment.replies) await add(reply, added);
  };
  for (const comment of talk.comments) await add(comment, null);
  await finishImport(tx, talk.storyId);
}
