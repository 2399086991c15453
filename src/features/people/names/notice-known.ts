import type { Database } from "../../../platform/db/database.ts";
import type { Event } from "../../../platform/events/events.ts";
import type { CommentId, MemberId } from "../../../platform/lib/ids.ts";
import { hasPublished, unknownWriters } from "./name.store.ts";
import { keepName } from "./name-taken.ts";

/** A member with a proved address and so many published comments is known by their name. */
const enough = 20;

/** Keeps the names of those who have become well known by what was just published. */
export async function noticeKnown(database: Database, events: readonly Event[]): Promise<void> {
  for (const memberId of await unknownWriters(database.read, publishedBy(events)))
    await keepNameIfKnown(database, memberId);
}

/** Keeps the name of a member who has written enough by now. */
export async function keepNameIfKnown(database: Database, memberId: MemberId): Promise<void> {
  if (await hasPublished(database.read, memberId, enough))
    await database.transact((tx) => keepName(tx, memberId));
}

function publishedBy(events: readonly Event[]): CommentId[] {
  return events.flatMap((event) => {
    const isPublished =
      (event.type === "comment.posted" && event.status === "published") ||
      (event.type === "comment.status" && event.after === "published");
    return isPublished ? [event.commentId] : [];
  });
}
