import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { shows } from "../../shows.ts";
import type { Answer } from "../../platform/http/answer.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { siteUrl } from "../sites/site.ts";
import { listStories, storyAddresses } from "../stories/reading.ts";
import { storyPath } from "../stories/story.ts";
import { xml } from "./feed.ts";

// https://www.sitemaps.org/protocol.html: at most 50,000 addresses in a file.
const onSitemap = 20_000;

const sitemapIndex = route({
  method: "GET",
  path: "/sitemap.xml",
  access: "anyone",
  shared: true,
  input: z.object({}),
  handle: async ({ world }) => {
    const { site, ctx } = world;
    const parts = ["/news-sitemap.xml"];
    let after: StoryId | 0 = 0;
    for (;;) {
      parts.push(`/sitemap-stories.xml?after=${after}`);
      const rows = await storyAddresses(ctx.db.read, site.id, { after, limit: onSitemap });
      const last = rows.at(-1);
      if (!last || rows.length < onSitemap) break;
      after = last.id;
    }
    const entries = parts.map(
      (path) => `<sitemap><loc>${xml(siteUrl(site, ctx.config.url, path))}</loc></sitemap>`,
    );
    return xmlAnswer(
      world,
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join("\n")}</sitemapindex>`,
    );
  },
});

function xmlAnswer({ site }: World, body: string): Answer {
  return {
    kind: "text",
    type: "application/xml; charset=utf-8",
    body: `<?xml version="1.0" encoding="utf-8"?>\n${body}\n`,
    shown: { shows: [shows.sites, shows.site(site.id), shows.stories(site.id)] },
  };
}

const sitemap = route({
  method: "GET",
  path: "/sitemap-stories.xml",
  access: "anyone",
  shared: true,
  input: z.object({ query: z.object({ after: z.coerce.number().int().min(0).catch(0) }) }),
  handle: async ({ world, input }) => {
    const { site, ctx } = world;
    const rows = await storyAddresses(ctx.db.read, site.id, {
      after: input.query.after as StoryId,
      limit: onSitemap,
    });
    const entries = rows.map(
      (row) =>
        `<url><loc>${xml(siteUrl(site, ctx.config.url, storyPath(row.slug)))}</loc><lastmod>${new Date(row.updatedAt).toISOString()}</lastmod></url>`,
    );
    return xmlAnswer(
      world,
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join("\n")}</urlset>`,
    );
  },
});

const twoDays = 48 * 3_600_000;

// https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: the last two days, at most 1,000.
const newsSitemap = route({
  method: "GET",
  path: "/news-sitemap.xml",
  access: "anyone",
  shared: true,
  input: z.object({}),
  handle: async ({ world }) => {
    const { site, ctx, now } = world;
    const stories = await listStories(ctx.db.read, { siteId: site.id, limit: 1000 });
    const entries = stories
      .filter((story) => story.publishedAt > now - twoDays)
      .map(
        (story) => `<url><loc>${xml(siteUrl(site, ctx.config.url, storyPath(story.slug)))}</loc><news:news>
<news:publication><news:name>${xml(site.name)}</news:name><news:language>${xml(story.language)}</news:language></news:publication>
<news:publication_date>${new Date(story.publishedAt).toISOString()}</news:publication_date>
<news:title>${xml(story.headline)}</news:title></news:news></url>`,
      );
    return xmlAnswer(
      world,
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries.join("\n")}</urlset>`,
    );
  },
});

const robots = route({
  method: "GET",
  path: "/robots.txt",
  access: "anyone",
  shared: true,
  input: z.object({}),
  handle: async ({ world }) => ({
    kind: "text",
    type: "text/plain; charset=utf-8",
    shown: { shows: [shows.sites] },
    body: [
      "User-agent: *",
      "Disallow: /comments/*/",
      "Disallow: /challenge",
      ...world.ctx.sites
        .all()
        .map((site) => `Sitemap: ${siteUrl(site, world.ctx.config.url, "/sitemap.xml")}`),
      "",
    ].join("\n"),
  }),
});

export const sitemapRoutes: readonly Route[] = [sitemapIndex, sitemap, newsSitemap, robots];
