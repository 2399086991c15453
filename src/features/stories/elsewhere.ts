import type { Db } from "../../platform/db/database.ts";
import { listStories } from "./reading.ts";
import type { Story, StoryCard } from "./story.ts";

const wanted = 5;
const aDay = 24 * 3_600_000;

/**
 * Other stories to read after this one: nearest in section, tag and time. A shared tag weighs as much as ten days, the
 * same section as four.
 */
export async function elsewhere(db: Db, story: Story): Promise<StoryCard[]> {
  const siteId = story.siteId;
  const lists = await Promise.all([
    listStories(db, { siteId, limit: 12 }),
    ...(story.sectionId === null ? [] : [listStories(db, { siteId, sectionId: story.sectionId, limit: 8 })]),
    ...story.tags.slice(0, 3).map((tag) => listStories(db, { siteId, tagSlug: tag.slug, limit: 6 })),
  ]);
  const tagged = new Set(
    lists.slice(story.sectionId === null ? 1 : 2).flatMap((list) => list.map((card) => card.id)),
  );
  const distance = (card: StoryCard): number =>
    Math.abs(card.publishedAt - story.publishedAt) / aDay -
    (tagged.has(card.id) ? 10 : 0) -
    (card.sectionId === story.sectionId ? 4 : 0);
  const found = new Map(lists.flat().map((card) => [card.id, card]));
  found.delete(story.id);
  return [...found.values()].toSorted((one, other) => distance(one) - distance(other)).slice(0, wanted);
}
