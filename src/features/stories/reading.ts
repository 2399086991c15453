// What other features may ask of stories.
export {
  cardsById,
  findDiscussion,
  findStory,
  findStoryById,
  findTag,
  htmlOfStories,
  listStories,
  mostDiscussed,
  notesOf,
  type StoryCursor,
  storyAddresses,
  translationsOf,
  withCounts,
} from "./story.store.ts";
