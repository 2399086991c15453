import { splitSegments } from "./block-comments.ts";
import { cleanCharacters } from "./characters.ts";
import { plainText } from "./clean-name.ts";
import { endLine } from "./flow.ts";
import type { StoryImage } from "./images.ts";
import { readMarkup } from "./markup.ts";
import { toHtml, toText } from "./out.ts";
import type { OutNode } from "./out.ts";
import { expandShortcodes } from "./shortcodes.ts";
import type { ContentMend, StoryContext } from "./story-state.ts";
import { countMend, newStoryWriter } from "./story-state.ts";
import { storyHandler } from "./story-writer.ts";
import { levelHeadings, tidy } from "./tidy.ts";

export interface CleanStory {
  /** Clean HTML from h2 down, with `<figure data-image="N"></figure>` where `images[N]` stands. */
  html: string;
  images: StoryImage[];
  /** The editor's own excerpt, or the story's beginning: one line of plain text, at most about 300 characters. */
  excerpt: string;
  mended: Partial<Record<ContentMend, number>>;
}

export interface StoryCleaning extends StoryContext {
  /** What the editor wrote as the excerpt, as HTML; may be "". */
  excerpt?: string;
}

const excerptLength = 300;
const words = new Intl.Segmenter("en", { granularity: "word" });

/** Cuts between words, also where no spaces stand between them, and says so with an ellipsis. */
function cutBetweenWords(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index } of words.segment(text.slice(0, most))) end = index;
  return `${text.slice(0, end).trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Paragraphs that say something: a beginning without headings, lists, tables and bare addresses. */
function runningText(nodes: readonly OutNode[]): OutNode[] {
  const paragraphs = nodes.filter((node) => {
    if (typeof node === "string" || !/^(p|blockquote)$/.test(node.tag)) return false;
    return !/^https?:\/\/\S+$/.test(toText([node]));
  });
  return paragraphs.length > 0
    ? paragraphs
    : nodes.filter((node) => typeof node !== "string" && /^(ul|ol|dl)$/.test(node.tag));
}

/** Content of an item, from the block editor or the classic one, as readable HTML. Never throws. */
export function cleanStoryContent(raw: string, cleaning: StoryCleaning = {}): CleanStory {
  const writer = newStoryWriter(cleaning);
  for (const segment of splitSegments(cleanCharacters(raw))) {
    const { html, unknown } = expandShortcodes(segment.html);
    countMend(writer, "unknown-shortcode", unknown);
    writer.flow.keepsLines = segment.isClassic;
    if (readMarkup(html, storyHandler(writer))) countMend(writer, "too-deep");
    endLine(writer.flow);
  }
  const nodes = levelHeadings(tidy(writer.flow.root));
  const given = oneLine(plainText(expandShortcodes(cleaning.excerpt ?? "").html));
  const excerpt = given || oneLine(toText(runningText(nodes)));
  return {
    html: toHtml(nodes),
    images: writer.images,
    excerpt: cutBetweenWords(excerpt, excerptLength),
    mended: writer.mended,
  };
}
