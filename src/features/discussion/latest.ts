import type { Db } from "../../platform/db/database.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";
import { cardsById } from "../stories/reading.ts";
import type { StoryCard } from "../stories/story.ts";
import { type Latest, latestDiscussions, latestOfStory } from "./comment.store.ts";

/** The latest comments of one story, the older before the newer. */
export interface LatestGroup {
  story: StoryCard;
  comments: readonly Latest[];
}

export interface LatestQuery {
  siteId: SiteId;
  stories: number;
  perStory: number;
  /** A place further back: the moment of the last comment of the last story that was shown, and that story. */
  before?: { at: number; id: StoryId } | null;
}

/** What readers say, gathered by story: the story with the newest comment first. */
export async function latestComments(db: Db, query: LatestQuery): Promise<LatestGroup[]> {
  const wanted = await latestDiscussions(db, query.siteId, {
    before: query.before ?? null,
    limit: query.stories,
  });
  const stories = await cardsById(
    db,
    wanted.map(({ storyId }) => storyId),
  );
  const groups = await Promise.all(
    wanted.map(async ({ storyId }) => {
      const story = stories.get(storyId);
      const comments = await latestOfStory(db, storyId, query.perStory);
      return story && comments.length > 0 ? { story, comments: comments.toReversed() } : null;
    }),
  );
  return groups.filter((group) => group !== null);
}
