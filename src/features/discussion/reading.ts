// What other features may ask of discussions.
export { latestInFull as latestCommentsOf } from "./comment.store.ts";
