import type { Db } from "../../../platform/db/database.ts";
import { prepared, type Values } from "../../../platform/db/prepared.ts";
import type { CommentId, MemberId } from "../../../platform/lib/ids.ts";

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
