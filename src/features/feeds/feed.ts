import type { SafeHtml } from "../../platform/html/safe-html.ts";

/** A feed, whatever the format. */
export interface Feed {
  title: string;
  description: string;
  language: string;
  /** The page that it follows, and its own address. */
  homeUrl: string;
  feedUrl: string;
  updatedAt: number;
  items: readonly FeedItem[];
}

export interface FeedItem {
  id: string;
  url: string;
  title: string;
  html: SafeHtml;
  summary: string;
  authors: readonly string[];
  publishedAt: number;
  updatedAt: number;
  tags: readonly string[];
  commentsUrl: string | null;
  commentCount: number | null;
}

export const feedFormats = ["rss", "atom", "json"] as const;
export type FeedFormat = (typeof feedFormats)[number];

/** A feed in one of the formats, with its media type. */
export function writeFeed(feed: Feed, format: FeedFormat): { type: string; body: string } {
  switch (format) {
    case "rss":
      return { type: "application/rss+xml; charset=utf-8", body: rss(feed) };
    case "atom":
      return { type: "application/atom+xml; charset=utf-8", body: atom(feed) };
    case "json":
      return { type: "application/feed+json; charset=utf-8", body: json(feed) };
  }
}

/** Text as XML: escaped, without what XML 1.0 can't hold. */
export function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const iso = (at: number) => new Date(at).toISOString();

/** RSS 2.0 (https://www.rssboard.org/rss-specification) with Dublin Core authors and Slash comment counts. */
function rss(feed: Feed): string {
  const items = feed.items.map(
    (item) => `<item>
<title>${xml(item.title)}</title>
<link>${xml(item.url)}</link>
<guid isPermaLink="false">${xml(item.id)}</guid>
<pubDate>${new Date(item.publishedAt).toUTCString()}</pubDate>
${item.authors.map((author) => `<dc:creator>${xml(author)}</dc:creator>`).join("")}
${item.tags.map((tag) => `<category>${xml(tag)}</category>`).join("")}
<description>${xml(item.summary)}</description>
<content:encoded>${xml(item.html)}</content:encoded>
${item.commentsUrl ? `<comments>${xml(item.commentsUrl)}</comments>` : ""}
${item.commentCount === null ? "" : `<slash:comments>${item.commentCount}</slash:comments>`}
</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
<title>${xml(feed.title)}</title>
<link>${xml(feed.homeUrl)}</link>
<description>${xml(feed.description)}</description>
<language>${xml(feed.language)}</language>
<lastBuildDate>${new Date(feed.updatedAt).toUTCString()}</lastBuildDate>
<atom:link href="${xml(feed.feedUrl)}" rel="self" type="application/rss+xml"/>
${items.join("\n")}
</channel>
</rss>
`;
}

/** Atom (RFC 4287). */
function atom(feed: Feed): string {
  const entries = feed.items.map(
    (item) => `<entry>
<title>${xml(item.title)}</title>
<id>${xml(item.id)}</id>
<link rel="alternate" type="text/html" href="${xml(item.url)}"/>
<published>${iso(item.publishedAt)}</published>
<updated>${iso(item.updatedAt)}</updated>
${item.authors.map((author) => `<author><name>${xml(author)}</name></author>`).join("")}
${item.tags.map((tag) => `<category term="${xml(tag)}"/>`).join("")}
<summary>${xml(item.summary)}</summary>
<content type="html">${xml(item.html)}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(feed.language)}">
<title>${xml(feed.title)}</title>
<subtitle>${xml(feed.description)}</subtitle>
<id>${xml(feed.feedUrl)}</id>
<link rel="self" type="application/atom+xml" href="${xml(feed.feedUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(feed.homeUrl)}"/>
<updated>${iso(feed.updatedAt)}</updated>
<author><name>${xml(feed.title)}</name></author>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
function json(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.feedUrl,
    description: feed.description,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_html: item.html,
      summary: item.summary,
      date_published: iso(item.publishedAt),
      date_modified: iso(item.updatedAt),
      authors: item.authors.map((name) => ({ name })),
      tags: item.tags,
    })),
  });
}
