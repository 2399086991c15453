import type { StoryDraft } from "../src/features/stories/publish-story.ts";
import { sanitizeStoryHtml } from "../src/platform/html/safe-html.ts";
import { prose } from "./prose.ts";

const paragraphs = 8;
const words = 70;

/** A story of some length, without pictures. */
export function storyDraft(where: Pick<StoryDraft, "siteId" | "slug" | "publishedAt">): StoryDraft {
  const text = Array.from({ length: paragraphs }, (_, n) => prose(1000 + n, words));
  return {
    kind: "story",
    language: "en",
    headline: "A long discussion",
    standfirst: "What is said below is more than what is said above.",
    bylines: [],
    dateline: "",
    section: { slug: "river", name: "River" },
    tags: [],
    html: sanitizeStoryHtml(text.map((paragraph) => `<p>${paragraph}</p>`).join("")),
    excerpt: text[0] ?? "",
    wordCount: paragraphs * words,
    confidence: "confirmed",
    weight: "news",
    translationKey: null,
    updatedAt: null,
    notes: [],
    figures: [],
    discussion: { mode: "open", notice: "", closesAt: null },
    ...where,
  };
}
