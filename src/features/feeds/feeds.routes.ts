import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { storedHtml, withBase } from "../../platform/html/safe-html.ts";
import { type Answer, problem, sharedPage } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { cutAtWord, isolate } from "../../platform/text/clean.ts";
import { latestCommentsOf } from "../discussion/reading.ts";
import { siteUrl } from "../sites/site.ts";
import { findStory, htmlOfStories, listStories } from "../stories/reading.ts";
import { commentPath, type StoryCard, sectionPath, storyPath } from "../stories/story.ts";
import { authorName } from "../discussion/author-name.ts";
import { type Feed, type FeedFormat, type FeedItem, feedFormats, writeFeed } from "./feed.ts";
import { FeedsPage } from "./feeds.view.tsx";

const onFeed = 30;

function answer(feed: Feed, format: FeedFormat, shown: readonly string[]): Answer {
  return { kind: "text", ...writeFeed(feed, format), shown: { shows: [shows.sites, ...shown] } };
}

/** What a feed of stories shows: only RSS tells how many comments they have. */
function storiesIn({ site: { id } }: World, format: FeedFormat): string[] {
  return [shows.site(id), shows.stories(id), ...(format === "rss" ? [shows.counts(id)] : [])];
}

/** `name.rss` apart: the name and the format. */
const feedFile = z.string().transform((value, context) => {
  const dot = value.lastIndexOf(".");
  const format = feedFormats.find((each) => each === value.slice(dot + 1));
  if (format && dot > 0) return { name: value.slice(0, dot), format };
  context.addIssue("not a feed");
  return z.NEVER;
});

const siteFeed = route({
  method: "GET",
  path: "/feeds/:file",
  access: "anyone",
  shared: true,
  input: z.object({ params: z.object({ file: feedFile.or(z.string().transform(() => null)) }) }),
  handle: async ({ world, input }) => {
    const { file } = input.params;
    if (file?.name !== "stories") return problem("notFound");
    const stories = await listStories(world.ctx.db.read, { siteId: world.site.id, limit: onFeed });
    const { site } = world;
    return answer(
      await storyFeed(world, stories, { title: site.name, path: "/", feed: `/feeds/stories.${file.format}` }),
      file.format,
      storiesIn(world, file.format),
    );
  },
});

const sectionFeed = route({
  method: "GET",
  path: "/feeds/sections/:file",
  access: "anyone",
  shared: true,
  input: z.object({ params: z.object({ file: feedFile.or(z.string().transform(() => null)) }) }),
  handle: async ({ world, input }) => {
    const { file } = input.params;
    const section = world.site.sections.find((each) => each.slug === file?.name);
    if (!file || !section) return problem("notFound");
    const query = { siteId: world.site.id, sectionId: section.id, limit: onFeed };
    const stories = await listStories(world.ctx.db.read, query);
    const names = {
      title: `${section.name} – ${world.site.name}`,
      path: sectionPath(section.slug),
      feed: `/feeds/sections/${encodeURIComponent(section.slug)}.${file.format}`,
    };
    return answer(await storyFeed(world, stories, names), file.format, storiesIn(world, file.format));
  },
});

const discussionFeed = route({
  method: "GET",
  path: "/feeds/stories/:file",
  access: "anyone",
  shared: true,
  input: z.object({ params: z.object({ file: feedFile.or(z.string().transform(() => null)) }) }),
  handle: async ({ world, input }) => {
    const { file } = input.params;
    const story = file ? await findStory(world.ctx.db.read, world.site.id, file.name) : null;
    if (!file || !story || story.discussion.mode === "hidden") return problem("notFound");
    const { site, ctx, locale } = world;
    const comments = await latestCommentsOf(ctx.db.read, story.id, onFeed);
    const url = (path: string) => siteUrl(site, ctx.config.url, path);
    const items = comments.map((comment): FeedItem => {
      const author = authorName(locale, comment.authorName);
      const href = url(commentPath(comment.id));
      return {
        id: href,
        url: href,
        title: `${isolate(author)}: ${isolate(story.headline)}`,
        html: comment.html,
        summary: cutAtWord(comment.text, 300),
        authors: [author],
        publishedAt: comment.createdAt,
        updatedAt: comment.editedAt ?? comment.createdAt,
        tags: [],
        commentsUrl: null,
        commentCount: null,
      };
    });
    const feed: Feed = {
      title: locale.message("feeds.comments", { headline: story.headline }),
      description: story.standfirst || story.excerpt,
      language: site.language,
      homeUrl: url(storyPath(story.slug)),
      feedUrl: url(`/feeds/stories/${encodeURIComponent(story.slug)}.${file.format}`),
      updatedAt: items[0]?.updatedAt ?? story.publishedAt,
      items,
    };
    return answer(feed, file.format, [shows.site(site.id), shows.story(story.id), shows.talk(story.id)]);
  },
});

async function storyFeed(
  world: World,
  stories: readonly StoryCard[],
  { title, path, feed }: { title: string; path: string; feed: string },
): Promise<Feed> {
  const { site, ctx } = world;
  const url = (to: string) => siteUrl(site, ctx.config.url, to);
  const texts = await htmlOfStories(
    ctx.db.read,
    stories.map((story) => story.id),
  );
  const items = stories.map((story): FeedItem => {
    const href = url(storyPath(story.slug));
    return {
      id: href,
      url: href,
      title: story.headline,
      html: withBase(texts.get(story.id) ?? storedHtml(""), url("")),
      summary: story.standfirst || story.excerpt,
      authors: story.bylines.map((byline) => byline.name),
      publishedAt: story.publishedAt,
      updatedAt: story.updatedAt,
      tags: [],
      ...(story.discussionMode === "hidden"
        ? { commentsUrl: null, commentCount: null }
        : { commentsUrl: `${href}#below`, commentCount: story.commentCount }),
    };
  });
  return {
    title,
    description: site.tagline,
    language: site.language,
    homeUrl: url(path),
    feedUrl: url(feed),
    updatedAt: Math.max(0, ...items.map((item) => item.updatedAt)),
    items,
  };
}

const feedsPage = route({
  method: "GET",
  path: "/feeds",
  access: "anyone",
  input: z.object({}),
  shared: true,
  handle: async ({ world }) => sharedPage(renderPage(FeedsPage({ world })), { shows: [shows.sites] }),
});

export const feedRoutes: readonly Route[] = [siteFeed, sectionFeed, discussionFeed, feedsPage];
