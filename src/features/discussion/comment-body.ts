import { foldHtml } from "../../platform/html/fold-html.ts";
import type { SafeHtml } from "../../platform/html/safe-html.ts";
import { renderCommentMarkdown } from "../../platform/text/markdown.ts";
import type { CommentBody } from "./comment-write.store.ts";

export type { CommentBody } from "./comment-write.store.ts";

/** Words after which a long comment is folded. */
const shownWords = 90;

/** A comment's Markdown as it is stored: source, HTML, and what is folded away of it. */
export function bodyOfMarkdown(text: string): CommentBody {
  return bodyOfHtml(text, renderCommentMarkdown(text));
}

/** The same for a comment that comes as HTML, with its plain text. */
export function bodyOfHtml(text: string, html: SafeHtml): CommentBody {
  const folded = foldHtml(html, shownWords);
  return { text, html: folded.html, restHtml: folded.rest, restWords: folded.restWords };
}

/** How many links a rendered comment has. */
export function countLinks(html: string): number {
  return html.match(/<a /g)?.length ?? 0;
}
