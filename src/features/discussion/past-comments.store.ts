import type { Db } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { CommentId, PersonId } from "../../platform/lib/ids.ts";
import type { Status } from "./comment.ts";

/** Comments of these writers in these states, the oldest first. */
export async function idsBy(
  db: Db,
  persons: readonly PersonId[],
  { statuses, limit }: { statuses: readonly Status[]; limit: number },
): Promise<CommentId[]> {
  const rows = await db
    .selectFrom("comment")
    .select("id")
    .where("author_id", "in", padded(persons))
    .where("status", "in", statuses)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** How many comments of these writers are in which state. */
export async function countsBy(db: Db, persons: readonly PersonId[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("comment")
    .select((eb) => ["status", eb.fn.countAll<number>().as("n")])
    .where("author_id", "in", padded(persons))
    .groupBy("status")
    .execute();
  return new Map(rows.map(({ status, n }) => [status, Number(n)]));
}
