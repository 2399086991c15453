import type { Db } from "../../platform/db/database.ts";
import { prepared, type Values } from "../../platform/db/prepared.ts";
import type { CommentId, SiteId } from "../../platform/lib/ids.ts";
import type { Comment, Status } from "./comment.ts";
import { commentsById } from "./comment.store.ts";

/** What its author took back is left alone. */
const looked: readonly Status[] = ["published", "pending", "rejected", "spam"];

type Place = { siteId: SiteId; status: string; since: number; at: number; id: CommentId; limit: number };

// By status, since that is how the index goes: the cost is that of `limit` rows, however many there are.
const idsBefore = prepared((db: Db, value: Values<Place>) =>
  db
    .selectFrom("comment")
    .select(["id", "created_at as at"])
    .where("site_id", "=", value("siteId"))
    .where("status", "=", value("status"))
    .where("created_at", ">=", value("since"))
    .where("created_at", "<=", value("at"))
    .where((eb) => eb.or([eb("created_at", "<", value("at")), eb("id", "<", value("id"))]))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(value("limit")),
);

export interface WrittenSince {
  siteId: SiteId;
  since: number;
  /** Where to go on: older than this one. */
  before: { at: number; id: number };
  limit: number;
}

/** Comments that were written on a site since a time, the newest first, whatever became of them. */
export async function commentsWritten(db: Db, wanted: WrittenSince): Promise<Comment[]> {
  const { siteId, since, before, limit } = wanted;
  const found: { id: CommentId; at: number }[] = [];
  for (const status of looked) {
    const place = { siteId, status, since, at: before.at, id: before.id as CommentId, limit };
    found.push(...(await idsBefore(db, place)));
  }
  const newest = found.toSorted((one, other) => other.at - one.at || other.id - one.id).slice(0, limit);
  const comments = await commentsById(
    db,
    newest.map(({ id }) => id),
  );
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  return newest.flatMap(({ id }) => byId.get(id) ?? []);
}

/** How many there are. */
export async function countWritten(db: Db, siteId: SiteId, since: number): Promise<number> {
  const row = await db
    .selectFrom("comment")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("site_id", "=", siteId)
    .where("status", "in", looked)
    .where("created_at", ">=", since)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
