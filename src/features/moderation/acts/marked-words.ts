import type { Db } from "../../../platform/db/database.ts";
import type { Comment } from "../../discussion/comment.ts";
import type { Stretch } from "../../discussion/covering.ts";
import type { Finding } from "../phases/verdict.ts";
import { ruleDecisions } from "./decisions.store.ts";

/** What the rules marked in a comment's words, as they are now. */
export async function markedIn(
  db: Db,
  comment: Pick<Comment, "id" | "text" | "editedAt">,
): Promise<Stretch[]> {
  const decisions = await ruleDecisions(db, comment.id);
  return decisions
    .filter(({ at }) => comment.editedAt === null || at >= comment.editedAt)
    .flatMap(({ details }) => findingsIn(details))
    .flatMap(({ spans }) => spans)
    .filter(({ from, to }) => 0 <= from && from < to && to <= comment.text.length)
    .map(({ from, to }) => ({ from, to }));
}

function findingsIn(details: string): readonly Finding[] {
  if (details === "") return [];
  const { findings } = JSON.parse(details) as { findings?: readonly Finding[] };
  return findings ?? [];
}
