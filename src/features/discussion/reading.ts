// What other features may ask of discussions.
export { findComment, latestInFull as latestCommentsOf, recommendedBy } from "./comment.store.ts";
