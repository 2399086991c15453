import { dirname, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { type SafeHtml, textOfHtml } from "../../platform/html/safe-html.ts";
import { countWords, cutAtWord } from "../../platform/text/clean.ts";
import { renderStoryMarkdown } from "../../platform/text/markdown.ts";
import { slugify } from "../../platform/text/slug.ts";
import { confidences, discussionModes } from "./story.ts";
import { readZonedTime } from "./zoned-time.ts";

const time = z.union([z.string(), z.date().transform((date) => date.toISOString())]);
const note = z.object({ at: time, text: z.string().min(1) });

const frontMatter = z.strictObject({
  slug: z.string().optional(),
  translation: z.string().optional(),
  headline: z.string().min(1).max(300),
  standfirst: z.string().max(1000).default(""),
  bylines: z.array(z.strictObject({ name: z.string().min(1), title: z.string().default("") })).default([]),
  dateline: z.string().max(100).default(""),
  section: z.string().optional(),
  tags: z.array(z.string().min(1).max(80)).max(20).default([]),
  published: time.optional(),
  confidence: z.enum(confidences).default("confirmed"),
  weight: z.enum(["news", "feature"]).default("news"),
  language: z.string().optional(),
  figures: z
    .array(
      z.strictObject({
        file: z.string().min(1),
        alt: z.string().default(""),
        caption: z.string().default(""),
        credit: z.string().default(""),
      }),
    )
    .default([]),
  updates: z.array(note).default([]),
  corrections: z.array(note).default([]),
  discussion: z
    .strictObject({
      mode: z.enum(discussionModes).default("open"),
      notice: z.string().max(1000).default(""),
      closes: time.optional(),
    })
    .default({ mode: "open", notice: "" }),
});

/** A story as a Markdown file tells it. Times are moments; pictures are paths of files. */
export interface StoryFile
  extends Omit<z.output<typeof frontMatter>, "published" | "updates" | "corrections" | "figures" | "slug"> {
  slug: string;
  publishedAt: number | null;
  closesAt: number | null;
  notes: { kind: "update" | "correction"; at: number; html: SafeHtml }[];
  figures: { path: string; alt: string; caption: string; credit: string }[];
  html: SafeHtml;
  excerpt: string;
  wordCount: number;
}

/** What is wrong with a story file, in words for the person who wrote it. */
export class StoryFileError extends Error {
  override name = "StoryFileError";
}

/** Reads a story file: YAML front matter between two lines of `---`, then Markdown. */
export function readStoryFile(source: string, file: string, timeZone: string): StoryFile {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[^\S\n]*(?:\r?\n([\s\S]*))?$/.exec(source);
  if (!match?.[1])
    throw new StoryFileError(`${file}: a story file begins with front matter between two lines of ---`);
  const front = readFrontMatter(match[1], file);
  const html = renderStoryMarkdown(match[2] ?? "");
  const text = textOfHtml(html);
  const at = (value: string) => readTime(value, timeZone, file);
  const { published, updates, corrections, figures, slug, ...rest } = front;
  return {
    ...rest,
    slug: slug || slugify(front.headline) || "story",
    publishedAt: published === undefined ? null : at(published),
    closesAt: front.discussion.closes === undefined ? null : at(front.discussion.closes),
    notes: [
      ...updates.map((each) => ({
        kind: "update" as const,
        at: at(each.at),
        html: renderStoryMarkdown(each.text),
      })),
      ...corrections.map((each) => ({
        kind: "correction" as const,
        at: at(each.at),
        html: renderStoryMarkdown(each.text),
      })),
    ],
    figures: figures.map(({ file: picture, ...figure }) => ({
      ...figure,
      path: resolve(dirname(file), picture),
    })),
    html,
    excerpt: cutAtWord(text, 220),
    wordCount: countWords(text),
  };
}

function readFrontMatter(yaml: string, file: string): z.output<typeof frontMatter> {
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    throw new StoryFileError(
      `${file}: the front matter is not YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
  const read = frontMatter.safeParse(value);
  if (!read.success) throw new StoryFileError(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

function readTime(value: string, timeZone: string, file: string): number {
  try {
    return readZonedTime(value, timeZone);
  } catch (error) {
    throw new StoryFileError(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}
