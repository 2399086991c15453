import MarkdownIt from "markdown-it";
import { type SafeHtml, sanitizeCommentHtml, sanitizeStoryHtml } from "../html/safe-html.ts";

// html: false escapes every tag that somebody types; the sanitizer stands behind it all the same.
const storyMarkdown = new MarkdownIt("default", { html: false, linkify: true, typographer: false });

// Entities stay what was typed: "f&#111;x" would show readers a word that no rule has seen.
const commentMarkdown = new MarkdownIt("zero", { html: false, linkify: true, breaks: true, maxNesting: 12 })
  .enable(["blockquote", "list", "emphasis", "link", "linkify", "newline", "escape", "autolink", "backticks"])
  .enable(["balance_pairs", "fragments_join"]);
// Bare host names stay text: "Fine.So" is a typing slip, not a link.
commentMarkdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
commentMarkdown.validateLink = (url) => /^https?:\/\//i.test(url);

/** A story's Markdown (CommonMark with tables) as the HTML of its body. */
export function renderStoryMarkdown(markdown: string): SafeHtml {
  return sanitizeStoryHtml(storyMarkdown.render(markdown));
}

/** The subset of Markdown that comments may use, as HTML. */
export function renderCommentMarkdown(markdown: string): SafeHtml {
  return sanitizeCommentHtml(commentMarkdown.render(markdown));
}
