import { z } from "zod";
import type { World } from "../../context.ts";
import { json, problem } from "../../platform/http/answer.ts";
import { readId, type StoryId } from "../../platform/lib/ids.ts";
import { shows } from "../../shows.ts";
import { isAnswer, storyAt } from "../discussion/story-page.ts";
import { dutyAt } from "../moderation/rules/duty.ts";
import { rulesOf } from "../moderation/rules/rules-of.ts";
import { findStoryById, listStories } from "../stories/reading.ts";
import type { Duty, Story, StoryCard } from "../stories/story.ts";
import { storyListShape, storyShape } from "./answer-shapes.ts";
import { readPlace, writePlace } from "./cursor.ts";
import { type Operation, operation, shown } from "./operation.ts";
import { limit, placeCursor, storyRef } from "./request-shapes.ts";
import { shapeOfStory } from "./shape.ts";

/** Requests a minute from one network: enough to read on without a pause. What is kept is answered uncounted. */
export const readingLimit = 6000;

/** The story that an id or a slug names. */
export async function storyNamed(world: World, ref: string): Promise<Story | null> {
  const id = readId<StoryId>(ref);
  const byId = id === null ? null : await findStoryById(world.ctx.db.read, id);
  if (byId?.siteId === world.site.id) return byId;
  const bySlug = await storyAt(world, ref);
  return isAnswer(bySlug) ? null : bySlug;
}

/** Whether somebody is on duty, where discussions open by the site's hours. */
async function dutyNow({ ctx, site, now }: World): Promise<Duty | null> {
  const { settings } = await rulesOf(ctx, site.id);
  return dutyAt(settings, site.timeZone, now);
}

/** When the first of these discussions closes or opens by itself. */
function firstClosing(stories: readonly StoryCard[], duty: Duty | null, now: number): number | undefined {
  const turns = [...stories.map(({ closesAt }) => closesAt), duty?.turnsAt ?? null];
  const times = turns.flatMap((at) => (at !== null && at > now ? at : []));
  return times.length > 0 ? Math.min(...times) : undefined;
}

const list = operation({
  method: "GET",
  path: "/stories",
  id: "listStories",
  summary: "Stories",
  description: "Newest first.",
  limit: readingLimit,
  shared: true,
  input: z.object({
    query: z.object({
      section: z.string().optional().describe("Only those of the section with this slug."),
      tag: z.string().optional().describe("Only those with the tag of this slug."),
      cursor: placeCursor,
      limit,
    }),
  }),
  answers: { 200: { description: "Stories.", shape: storyListShape } },
  handle: async ({ world, input: { query } }) => {
    const { site, ctx, now } = world;
    const section = site.sections.find(({ slug }) => slug === query.section);
    if (query.section !== undefined && !section) return json({ items: [], next: null });
    const place = query.cursor === undefined ? null : readPlace(query.cursor);
    const found = await listStories(ctx.db.read, {
      siteId: site.id,
      ...(section ? { sectionId: section.id } : {}),
      ...(query.tag === undefined ? {} : { tagSlug: query.tag }),
      before: place && { publishedAt: place.key, id: place.id as StoryId },
      limit: query.limit + 1,
    });
    const stories = found.slice(0, query.limit);
    const last = found.length > query.limit ? stories.at(-1) : undefined;
    const duty = await dutyNow(world);
    return json(
      {
        items: stories.map((story) => shapeOfStory(world, story, duty)),
        next: last ? writePlace({ key: last.publishedAt, id: last.id }) : null,
      },
      shown(
        [
          shows.sites,
          shows.site(site.id),
          shows.rules(site.id),
          shows.stories(site.id),
          shows.counts(site.id),
        ],
        firstClosing(stories, duty, now),
      ),
    );
  },
});

const get = operation({
  method: "GET",
  path: "/stories/:id",
  id: "getStory",
  summary: "A story",
  description: "What is known of one story. Its text is on its page.",
  limit: readingLimit,
  shared: true,
  input: z.object({ params: z.object({ id: storyRef }) }),
  answers: { 200: { description: "The story.", shape: storyShape } },
  handle: async ({ world, input }) => {
    const story = await storyNamed(world, input.params.id);
    if (!story) return problem("notFound");
    const { sites, site, rules, story: tag, talk } = shows;
    const duty = await dutyNow(world);
    return json(
      shapeOfStory(world, story, duty),
      shown(
        [sites, site(story.siteId), rules(story.siteId), tag(story.id), talk(story.id)],
        firstClosing([story], duty, world.now),
      ),
    );
  },
});

export const storyOperations: readonly Operation[] = [list, get];
