import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { changeDiscussion } from "../features/stories/change-discussion.ts";
import { findStory, findStoryById } from "../features/stories/reading.ts";
import { discussionModes, storyPath } from "../features/stories/story.ts";
import { readZonedTime } from "../features/stories/zoned-time.ts";
import { siteUrl } from "../features/sites/site.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const storyCommand: Command = {
  name: "story",
  usage: "story add FILE.md … | discussion SLUG [--mode MODE] [--notice TEXT] [--closes TIME]  [--site KEY]",
  about: "Publishes stories from Markdown files with front matter, and sets how they are discussed.",
  options: [
    "--site KEY      which site (absent: the first)",
    `--mode MODE     ${discussionModes.join(", ")}`,
    '--notice TEXT   a word of the editors above the discussion; "" takes it away',
    '--closes TIME   when the discussion closes by itself (2026-06-12T18:00); "" never',
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      mode: { type: "string" },
      notice: { type: "string" },
      closes: { type: "string" },
    });
    const [act, ...words] = positionals;
    if (act === "add" && words.length > 0) return add(terminal, values.site, words);
    if (act === "discussion" && words[0]) return discussion(terminal, values, words[0]);
    throw new UsageError("Say what to do: add FILE.md, or discussion SLUG.");
  },
};

function add(terminal: Terminal, key: string | undefined, files: readonly string[]): Promise<number> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    const { addStoryFile } = await import("../features/stories/add-story-file.ts");
    const { StoryFileError } = await import("../features/stories/story-file.ts");
    const { PictureError } = await import("../features/media/make-renditions.ts");
    const site = chosenSite(ctx.sites, key);
    let failed = 0;
    for (const name of files) {
      try {
        const file = resolve(name);
        const source = await readFile(file, "utf8").catch(() => {
          throw new StoryFileError(`${name} can't be read.`);
        });
        const { id, outcome } = await addStoryFile(ctx, { siteId: site.id, file, source });
        const story = await findStoryById(ctx.db.read, id);
        terminal.print(`${outcome}: ${siteUrl(site, ctx.config.url, storyPath(story?.slug ?? ""))}`);
      } catch (error) {
        if (!(error instanceof StoryFileError || error instanceof PictureError)) throw error;
        terminal.print(`not published: ${error.message}`);
        failed++;
      }
    }
    return failed > 0 ? 1 : 0;
  });
}

interface DiscussionValues {
  site?: string | undefined;
  mode?: string | undefined;
  notice?: string | undefined;
  closes?: string | undefined;
}

function discussion(terminal: Terminal, values: DiscussionValues, slug: string): Promise<number> {
  const mode = discussionModes.find((each) => each === values.mode);
  if (values.mode !== undefined && !mode)
    throw new UsageError(`--mode has to be one of ${discussionModes.join(", ")}.`);
  return withApp(terminal, async ({ app: { ctx } }) => {
    const site = chosenSite(ctx.sites, values.site);
    const story = await findStory(ctx.db.read, site.id, slug);
    if (!story) throw new UsageError(`There is no story "${slug}".`);
    const { closes, notice } = values;
    await ctx.db.transact((tx) =>
      changeDiscussion(tx, story, {
        mode: mode ?? story.discussion.mode,
        notice: notice ?? story.discussion.notice,
        closesAt: closes === undefined ? story.discussion.closesAt : readCloses(closes, site.timeZone),
        at: ctx.now(),
      }),
    );
    terminal.print(`${slug}: ${mode ?? story.discussion.mode}`);
    return 0;
  });
}

function readCloses(closes: string, timeZone: string): number | null {
  if (closes === "") return null;
  try {
    return readZonedTime(closes, timeZone);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
