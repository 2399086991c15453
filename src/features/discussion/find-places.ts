import type { Db } from "../../platform/db/database.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import { idsByStory } from "./comment-lists.store.ts";

/** Those of the comments that the site has, sorted by their stories: so they are taken in one order everywhere. */
export function findPlaces(db: Db, siteId: SiteId, ids: readonly CommentId[]): Promise<CommentId[]> {
  return idsByStory(db, siteId, ids);
}
