import { createHash } from "node:crypto";
import { siteLocale } from "../../sites/site.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { sanitizeStoryHtml, textOfHtml } from "../../../platform/html/safe-html.ts";
import { countWords, cutAtWord } from "../../../platform/text/clean.ts";
import { slugify } from "../../../platform/text/slug.ts";
import type { SourceStory } from "../import/source.ts";
import { count, type Tally } from "../import/tally.ts";
import { bylinesOf } from "./bylines.ts";
import { cleanSlug, termsOf } from "./categories.ts";
import { cleanTitle } from "./content/clean-name.ts";
import { cleanStoryContent } from "./content/clean-story.ts";
import { figuresOf } from "./figures.ts";
import { type OldSite, oldPathsOf, withLinksHere } from "./old-addresses.ts";
import type { Survey } from "./survey.ts";
import type { WxrItem } from "./wxr.ts";

export interface ItemWorld {
  site: OpenSite;
  survey: Survey;
  old: OldSite | null;
  now: number;
}

export interface ItemPlace {
  kind: "story" | "page";
  key: string;
  isFirstOfItsId: boolean;
  /** For an item without any date. */
  dateBefore: number | null;
}

const aDay = 24 * 3_600_000;
const longestHeadline = 300;

/** A published post or page as a story. What had to be mended is counted in `tally`. */
export function storyOfItem(item: WxrItem, world: ItemWorld, place: ItemPlace, tally: Tally): SourceStory {
  const { site, survey } = world;
  const example = exampleOf(item);
  const content = contentOf(item, world, tally);
  const html = sanitizeStoryHtml(content.html);
  const text = textOfHtml(html);
  const publishedAt = dateOf(item, world, place, { tally, example });
  const { section, tags } = termsOf(item);
  const draft: SourceStory["draft"] = {
    slug: slugOf(item),
    kind: place.kind,
    language: site.language,
    headline: headlineOf(item, { text, publishedAt, site, tally, example }),
    standfirst: standfirstOf(item, content.excerpt, text),
    bylines: bylinesOf(item, survey.staff),
    dateline: "",
    section: place.kind === "story" ? section : null,
    tags: place.kind === "story" ? tags : [],
    html,
    excerpt: content.excerpt,
    wordCount: countWords(text),
    confidence: "confirmed",
    weight: "news",
    translationKey: null,
    publishedAt,
    updatedAt: item.modifiedAt !== null && item.modifiedAt <= world.now ? item.modifiedAt : null,
    discussion: discussionOf(item, site, place.kind, publishedAt),
  };
  if (draft.slug === "") draft.slug = slugify(draft.headline) || `post-${item.id ?? place.key}`;
  const { pictures } = content;
  // How it is discussed is decided here once the story is here.
  const digest = digestOf({ ...draft, discussion: null, pictures });
  return {
    key: place.key,
    digest,
    draft,
    pictures,
    oldPaths: oldPathsOf(item, place.isFirstOfItsId),
    example,
  };
}

/** How a report names an item: never by what a person wrote in it. */
export function exampleOf(item: WxrItem): string {
  return item.id === null ? item.type : `${item.type} ${item.id}`;
}

function contentOf(item: WxrItem, { survey, old }: ItemWorld, tally: Tally) {
  const { attachments } = survey;
  const cleaned = cleanStoryContent(item.content, {
    baseUrl: item.link || survey.channel.baseBlogUrl,
    attachment: (id) => attachments.find(id),
    attachedIds: item.id === null ? [] : attachments.of(item.id),
    excerpt: item.excerpt,
  });
  const example = exampleOf(item);
  for (const [mend, n] of Object.entries(cleaned.mended)) count(tally, `mended.${mend}`, example, n);
  const { pictures, html } = figuresOf(item, cleaned, { attachments, tally, example });
  count(tally, "picture.linked", "", pictures.length);
  return { html: withLinksHere(html, old), pictures, excerpt: cleaned.excerpt };
}

function slugOf(item: WxrItem): string {
  return cleanSlug(item.slug);
}

interface Told {
  tally: Tally;
  example: string;
}

function dateOf(item: WxrItem, world: ItemWorld, place: ItemPlace, { tally, example }: Told): number {
  if (item.publishedAt !== null) return item.publishedAt;
  count(tally, "mended.no-date", example);
  const firstComment = Math.min(...item.comments.flatMap((comment) => comment.createdAt ?? []));
  if (Number.isFinite(firstComment)) return Math.min(firstComment, world.now);
  return item.modifiedAt ?? place.dateBefore ?? 0;
}

function headlineOf(
  item: WxrItem,
  { text, publishedAt, site, tally, example }: Told & { text: string; publishedAt: number; site: OpenSite },
): string {
  const title = cleanTitle(item.title);
  if (title !== "") return cutAtWord(title, longestHeadline);
  count(tally, "mended.no-title", example);
  return cutAtWord(text, 60) || siteLocale(site).fullDay(publishedAt);
}

/** What the editor wrote as a summary, unless it only says what the story begins with. */
function standfirstOf(item: WxrItem, excerpt: string, text: string): string {
  if (item.excerpt.trim() === "") return "";
  const bare = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return bare(text).startsWith(bare(excerpt)) ? "" : excerpt;
}

function discussionOf(
  item: WxrItem,
  site: OpenSite,
  kind: "story" | "page",
  publishedAt: number,
): SourceStory["draft"]["discussion"] {
  const days = site.settings.closeAfterDays;
  const closesAt = days > 0 ? publishedAt + days * aDay : null;
  if (item.commentsOpen) return { mode: "open", notice: "", closesAt };
  // A page about the paper, say, that nobody ever could discuss.
  const isBare = kind === "page" && item.comments.length === 0;
  return { mode: isBare ? "hidden" : "closed", notice: "", closesAt: null };
}

function digestOf(imported: object): string {
  return createHash("sha256").update(JSON.stringify(imported)).digest("base64url").slice(0, 22);
}
