import type { Db } from "../../platform/db/database.ts";
import type { CommentId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import { writersOnDevice } from "../people/recognise.ts";
import type { Status } from "./comment.ts";
import { countsBy, idsBy } from "./past-comments.store.ts";

/** What somebody wrote that is in one of these states, the oldest first. */
export function commentsToRefuse(
  db: Db,
  persons: readonly PersonId[],
  wanted: { statuses: readonly Status[]; limit: number },
): Promise<CommentId[]> {
  return idsBy(db, persons, wanted);
}

/** How much of it waits, and how much is published. */
export async function countToRefuse(
  db: Db,
  persons: readonly PersonId[],
): Promise<{ pending: number; published: number }> {
  const counts = await countsBy(db, persons);
  return { pending: counts.get("pending") ?? 0, published: counts.get("published") ?? 0 };
}

/** Guests who wrote on a device, by the keyed hash of it. */
export function personsOnDevice(db: Db, siteId: SiteId, deviceHash: string): Promise<PersonId[]> {
  return writersOnDevice(db, siteId, deviceHash);
}
