// What other features may ask of stories.
export {
  cardsById,
  findDiscussion,
  findStory,
  findStoryById,
  listStories,
  mostDiscussed,
  notesOf,
  type StoryCursor,
  withCounts,
} from "./story.store.ts";
export { findTag, htmlOfStories, storyAddresses, translationsOf } from "./story-lookups.store.ts";
