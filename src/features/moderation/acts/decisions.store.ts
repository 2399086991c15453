import type { Db } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import { sql } from "kysely";
import { padded } from "../../../platform/db/in-groups.ts";
import type { CommentId, DecisionId, MemberId, SiteId, StoryId } from "../../../platform/lib/ids.ts";

const lastAbout = prepared((db: Db, value: Values<{ id: CommentId }>) =>
  db
    .selectFrom("decision")
    .select(["id", "actor", "action", "at"])
    .where("comment_id", "=", value("id"))
    .orderBy("id", "desc")
    .limit(1),
);

/** What was decided last about a comment. */
export async function lastDecision(db: Db, id: CommentId) {
  const [row] = await lastAbout(db, { id });
  return row ?? null;
}

/** The names of staff, by their accounts. */
export async function staffNames(db: Db, ids: readonly MemberId[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("member").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What rules had against a comment. */
export async function ruleDecisions(db: Db, id: CommentId) {
  const rows = await db
    .selectFrom("decision")
    .select(["actor", "details", "at"])
    .where("comment_id", "=", id)
    .orderBy("id")
    .execute();
  return rows.filter(({ actor }) => actor.startsWith("rule:"));
}

/** A decision as it was written down. */
export type SavedDecision = Awaited<ReturnType<typeof decisionsBetween>>[number];

const columns = [
  "id",
  "comment_id as commentId",
  "about",
  "actor",
  "action",
  "code",
  "reason",
  "details",
  "before",
  "after",
  "undoes",
  "at",
] as const;

/** Decisions of a site from one to another, in their order. */
export function decisionsBetween(
  db: Db,
  siteId: SiteId,
  { first, last }: { first: DecisionId; last: DecisionId },
  limit: number,
) {
  return db
    .selectFrom("decision")
    .select(columns)
    .where("site_id", "=", siteId)
    .where("id", ">=", first)
    .where("id", "<=", last)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** What a colleague decided last about a comment since a time; null: nothing. */
export async function decidedByOthers(
  db: Db,
  { id, since, by }: { id: CommentId; since: number; by: string },
) {
  const row = await db
    .selectFrom("decision")
    .select(["id", "actor", "action", "at"])
    .where("comment_id", "=", id)
    .where("at", ">", since)
    .where("actor", "like", "staff%")
    .where("actor", "!=", by)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What a colleague decided last about a story since a time; null: nothing. */
export async function decidedOnStory(
  db: Db,
  { siteId, storyId, since, by }: { siteId: SiteId; storyId: StoryId; since: number; by: string },
) {
  const row = await db
    .selectFrom("decision")
    .select(["id", "actor", "action", "at"])
    .where("site_id", "=", siteId)
    .where("at", ">", since)
    .where("about", "=", `story:${storyId}`)
    .where("actor", "!=", by)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What was decided about a comment after one of its decisions. */
export function decisionsAfter(db: Db, { id, commentId }: Pick<SavedDecision, "id" | "commentId">) {
  return db
    .selectFrom("decision")
    .select(["id", "action", "before", "after", "undoes"])
    .where("comment_id", "=", commentId)
    .where("id", ">", id)
    .orderBy("id")
    .execute();
}

/** Which of these were taken back. */
export async function undoneAmong(db: Db, ids: readonly DecisionId[]): Promise<Set<DecisionId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("decision")
    .select("undoes")
    // Named, so that the index of undone decisions matches.
    .where("undoes", "<>", sql.lit(0) as never)
    .where("undoes", "in", padded(ids))
    .execute();
  return new Set(rows.map(({ undoes }) => undoes));
}

export async function isUndone(db: Db, id: DecisionId): Promise<boolean> {
  return (await undoneAmong(db, [id])).size > 0;
}
