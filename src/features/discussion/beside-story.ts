import type { World } from "../../context.ts";
import type { StoryId } from "../../platform/lib/ids.ts";
import { shows } from "../../shows.ts";
import { siteUrl } from "../sites/site.ts";
import { elsewhere } from "../stories/elsewhere.ts";
import { cardsById, mostDiscussed, translationsOf, withCounts } from "../stories/reading.ts";
import { type Story, type StoryCard, storyPath } from "../stories/story.ts";
import type { Translation } from "../stories/story.view.tsx";
import { latestDiscussions, latestOfStory } from "./comment.store.ts";
import type { LatestGroup } from "./latest.ts";

const twoWeeks = 14 * 24 * 3_600_000;
const discussedShown = 5;

// All of this stands on every page of a site and some of it changes with every comment. So what comments don't change
// is kept, and the numbers are filled in.

/** What stands beside a story: other stories, what readers say, the same story in other languages. */
export async function besideStory(world: World, story: Story) {
  const { db, kept } = world.ctx;
  const stories = [shows.site(story.siteId), shows.stories(story.siteId)];
  const [nearby, discussed, latest, translations] = await Promise.all([
    kept.get(`elsewhere ${story.id}`, stories, () => elsewhere(db.read, story)),
    mostDiscussedCards(world, discussedShown + 1),
    latestGroups(world, { stories: 4, perStory: 2 }),
    kept.get(`translations ${story.id}`, [shows.translations, shows.sites], () =>
      translationLinks(world, story),
    ),
  ]);
  return {
    elsewhere: await withCounts(db.read, nearby),
    discussed: discussed.filter((card) => card.id !== story.id).slice(0, discussedShown),
    latest,
    translations,
  };
}

/** The stories of the last two weeks with the most comments. */
export async function mostDiscussedCards(world: World, limit: number): Promise<StoryCard[]> {
  const { db } = world.ctx;
  const ids = await mostDiscussed(db.read, { siteId: world.site.id, since: world.now - twoWeeks, limit });
  return withCounts(db.read, await keptCards(world, ids));
}

/** What readers say, gathered by story: the story with the newest comment first. */
export async function latestGroups(
  world: World,
  { stories, perStory }: { stories: number; perStory: number },
): Promise<LatestGroup[]> {
  const { db, kept } = world.ctx;
  const siteId = world.site.id;
  const wanted = await latestDiscussions(db.read, siteId, { before: null, limit: stories });
  const ids = wanted.map(({ storyId }) => storyId);
  const [cards, comments] = await Promise.all([
    keptCards(world, ids).then((found) => withCounts(db.read, found)),
    Promise.all(
      ids.map((id) =>
        kept.get(`said ${id} ${perStory}`, [shows.site(siteId), shows.talk(id)], () =>
          latestOfStory(db.read, id, perStory),
        ),
      ),
    ),
  ]);
  const said = new Map(ids.map((id, index) => [id, comments[index] ?? []]));
  return cards.flatMap((story) => {
    const latest = said.get(story.id) ?? [];
    return latest.length > 0 ? [{ story, comments: latest.toReversed() }] : [];
  });
}

async function keptCards({ ctx: { db, kept }, site }: World, ids: readonly StoryId[]): Promise<StoryCard[]> {
  const tags = [shows.site(site.id), shows.stories(site.id)];
  const cards = await Promise.all(
    ids.map((id) =>
      kept.get(`card ${id}`, tags, async () => (await cardsById(db.read, [id])).get(id) ?? null),
    ),
  );
  return cards.filter((card) => card !== null);
}

async function translationLinks(world: World, story: Story): Promise<Translation[]> {
  const found = await translationsOf(world.ctx.db.read, story);
  return found.flatMap(({ siteId, slug, language }) => {
    const site = world.ctx.sites.byId(siteId);
    return site ? [{ language, url: siteUrl(site, world.ctx.config.url, storyPath(slug)) }] : [];
  });
}
