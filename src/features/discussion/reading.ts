// What other features may ask of discussions.
export { commentsByPeople } from "./own-comments.store.ts";
export { findComment, latestInFull as latestCommentsOf, recommendedBy } from "./comment.store.ts";
export {
  arrivals,
  countArrivals,
  type Excerpt,
  excerptsById,
  formerTexts,
  lastBy,
  neighboursOf,
  type Others,
  othersFrom,
  type TimeKey,
} from "./desk-lookups.store.ts";
export { countPublished, publishedAfter } from "./published.store.ts";
