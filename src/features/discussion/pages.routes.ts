import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { problem, redirect, type Shown, sharedPage } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { findRedirect } from "../sites/redirects.ts";
import { findTag, listStories, type StoryCursor } from "../stories/reading.ts";
import { sectionPath, type StoryCard, tagPath } from "../stories/story.ts";
import { latestGroups, mostDiscussedCards } from "./beside-story.ts";
import { countSince } from "./comment.store.ts";
import { countedToday, FrontPage } from "./front.view.tsx";
import { latestComments } from "./latest.ts";
import { LatestPage, StoryListPage } from "./lists.view.tsx";

const onFront = 24;
const onList = 24;
const aDay = 24 * 3_600_000;

const oldId = z.string().optional().catch(undefined);

/** What every page that lists stories shows. */
function listed({ site: { id } }: World, ...more: string[]): Shown {
  return { shows: [shows.sites, shows.site(id), shows.stories(id), shows.counts(id), ...more] };
}

const front = route({
  method: "GET",
  path: "/",
  access: "anyone",
  input: z.object({ query: z.object({ p: oldId, page_id: oldId }) }),
  shared: true,
  handle: async ({ world, input }) => {
    // WordPress's own short addresses, kept by the import.
    const id = input.query.p ?? input.query.page_id;
    if (id !== undefined) {
      const target = await findRedirect(world.ctx.db.read, world.site.id, `/?p=${id}`);
      return target === null ? problem("notFound") : redirect(target, 301);
    }
    const html = renderPage(FrontPage({ world, ...(await frontContents(world)) }));
    return sharedPage(html, listed(world, shows.latest(world.site.id)));
  },
});

async function frontContents(world: World) {
  const db = world.ctx.db.read;
  const siteId = world.site.id;
  const [stories, latest, discussed, commentsToday] = await Promise.all([
    listStories(db, { siteId, limit: onFront }),
    latestGroups(world, { stories: 6, perStory: 1 }),
    mostDiscussedCards(world, 5),
    countSince(db, { siteId, since: world.now - aDay, limit: countedToday }),
  ]);
  const lead = leadOf(stories);
  const others = stories.filter((story) => story !== lead);
  const seconds = [...others.filter(hasPicture), ...others.filter((story) => !hasPicture(story))].slice(0, 2);
  // Without pictures the second row is a short one.
  const thirds = others
    .filter((story) => !seconds.includes(story))
    .slice(0, seconds.some(hasPicture) ? 4 : 2);
  const shown = new Set([lead, ...seconds, ...thirds]);
  const sections = await sectionRows(world, shown);
  const inRows = new Set(sections.flatMap((row) => row.stories.map((story) => story.id)));
  return {
    lead,
    seconds,
    thirds,
    sections,
    rest: others.filter((story) => !shown.has(story) && !inRows.has(story.id)).slice(0, 8),
    latest,
    leadComments: latest.find((group) => group.story.id === lead?.id) ?? null,
    discussed,
    commentsToday,
  };
}

function hasPicture(story: StoryCard): boolean {
  return (story.picture?.renditions.length ?? 0) > 0;
}

/** Of the last day's stories the one talked about most, pictures first; else the newest. Editors will have the say. */
function leadOf(stories: readonly StoryCard[]): StoryCard | null {
  const newest = stories[0] ?? null;
  if (!newest) return null;
  const fresh = stories.filter((story) => story.publishedAt > newest.publishedAt - aDay);
  const weight = (story: StoryCard) =>
    story.commentCount + (hasPicture(story) ? 20 : 0) + (story.weight === "news" ? 10 : 0);
  return fresh.toSorted((one, other) => weight(other) - weight(one))[0] ?? newest;
}

async function sectionRows(world: World, shown: ReadonlySet<StoryCard | null>) {
  const ids = new Set([...shown].map((story) => story?.id));
  const rows = await Promise.all(
    world.site.sections.slice(0, 12).map(async (section) => {
      const stories = await listStories(world.ctx.db.read, {
        siteId: world.site.id,
        sectionId: section.id,
        limit: 4 + shown.size,
      });
      return { section, stories: stories.filter((story) => !ids.has(story.id)).slice(0, 4) };
    }),
  );
  return rows.filter(({ stories }) => stories.length > 0);
}

const cursorQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/)
    .optional()
    .catch(undefined),
});

function readCursor(before: string | undefined): StoryCursor | null {
  const [publishedAt, id] = (before ?? "").split("-").map(Number);
  return publishedAt === undefined || id === undefined ? null : { publishedAt, id: id as StoryId };
}

function olderThan(stories: readonly StoryCard[], path: string): string | null {
  const last = stories.at(-1);
  return last && stories.length === onList ? `${path}?before=${last.publishedAt}-${last.id}` : null;
}

const section = route({
  method: "GET",
  path: "/sections/:section",
  access: "anyone",
  input: z.object({ params: z.object({ section: z.string() }), query: cursorQuery }),
  shared: true,
  handle: async ({ world, input }) => {
    const found = world.site.sections.find((each) => each.slug === input.params.section);
    if (!found) return problem("notFound");
    const before = readCursor(input.query.before);
    const query = { siteId: world.site.id, sectionId: found.id, before, limit: onList };
    const stories = await listStories(world.ctx.db.read, query);
    const path = sectionPath(found.slug);
    const html = renderPage(
      StoryListPage({
        world,
        heading: found.name,
        path,
        section: found.slug,
        stories,
        older: olderThan(stories, path),
        isFirst: before === null,
        feed: `/feeds/sections/${encodeURIComponent(found.slug)}`,
      }),
    );
    return sharedPage(html, listed(world));
  },
});

const stories = route({
  method: "GET",
  path: "/stories",
  access: "anyone",
  input: z.object({ query: cursorQuery }),
  shared: true,
  handle: async ({ world, input }) => {
    const before = readCursor(input.query.before);
    const found = await listStories(world.ctx.db.read, { siteId: world.site.id, before, limit: onList });
    const html = renderPage(
      StoryListPage({
        world,
        heading: world.locale.message("front.latest"),
        path: "/stories",
        section: null,
        stories: found,
        older: olderThan(found, "/stories"),
        isFirst: before === null,
        feed: "/feeds/stories",
      }),
    );
    return sharedPage(html, listed(world));
  },
});

const tag = route({
  method: "GET",
  path: "/tags/:tag",
  access: "anyone",
  input: z.object({ params: z.object({ tag: z.string() }), query: cursorQuery }),
  shared: true,
  handle: async ({ world, input }) => {
    const found = await findTag(world.ctx.db.read, world.site.id, input.params.tag);
    if (!found) return problem("notFound");
    const before = readCursor(input.query.before);
    const query = { siteId: world.site.id, tagSlug: found.slug, before, limit: onList };
    const stories = await listStories(world.ctx.db.read, query);
    const path = tagPath(found.slug);
    const html = renderPage(
      StoryListPage({
        world,
        heading: world.locale.message("tag.heading", { tag: found.name }),
        path,
        section: null,
        stories,
        older: olderThan(stories, path),
        isFirst: before === null,
        feed: null,
      }),
    );
    return sharedPage(html, listed(world));
  },
});

const onLatest = 20;

const latest = route({
  method: "GET",
  path: "/latest-comments",
  access: "anyone",
  input: z.object({ query: cursorQuery }),
  shared: true,
  handle: async ({ world, input }) => {
    const cursor = readCursor(input.query.before);
    const before = cursor ? { at: cursor.publishedAt, id: cursor.id } : null;
    const query = { siteId: world.site.id, stories: onLatest, perStory: 3, before };
    const groups = await latestComments(world.ctx.db.read, query);
    const last = groups.at(-1);
    const older =
      last && groups.length === onLatest
        ? `/latest-comments?before=${last.comments.at(-1)?.createdAt}-${last.story.id}`
        : null;
    const html = renderPage(LatestPage({ world, groups, older, isFirst: before === null }));
    return sharedPage(html, listed(world, shows.latest(world.site.id)));
  },
});

export const pageRoutes: readonly Route[] = [front, stories, section, tag, latest];
