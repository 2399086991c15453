import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { DecisionId } from "../../platform/lib/ids.ts";
import { type Decision, recordDecision } from "../moderation/record-decision.ts";
import type { Comment } from "./comment.ts";
import { covered, readCoverings, type Stretch, uncovered, writeCoverings } from "./covering.ts";
import type { Taken } from "./decide-on-comment.ts";
import { publicRevisions, readCovered, saveCovered, showRevisions } from "./marks.store.ts";

export type Covers = Pick<Decision, "actor" | "reason"> &
  Partial<Pick<Decision, "undoes">> & { code: string };

/**
 * Covers words of a comment that this transaction has taken. They are kept beside it for the desk and for an undo; every
 * page, feed and program gets the comment without them, and nobody its former texts. Null: there is nothing to cover.
 */
export async function coverWords(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { comment }: Pick<Taken, "comment">,
  { stretches, why, ...covers }: Covers & { stretches: readonly Stretch[]; why: string },
): Promise<DecisionId | null> {
  if (stretches.length === 0 || comment.status === "withdrawn") return null;
  const at = ctx.now();
  const { id, text, html, restHtml, restWords } = comment;
  const former = await publicRevisions(tx, id);
  const earlier = readCoverings(await readCovered(tx, id));
  const details = { times: stretches.length };
  const decision = await record(tx, comment, { ...covers, action: "redact", details }, at);
  const hidden = [...new Set(stretches.map(({ from, to }) => text.slice(from, to)))];
  const before = { text, html, restHtml, restWords };
  const redactions = writeCoverings([...earlier, { decision, why, at, hidden, before, former }]);
  await saveCovered(tx, id, { body: covered(text, stretches), redactions });
  await showRevisions(tx, id, { numbers: former, isPublic: false });
  return decision;
}

/** Uncovers what one decision covered. Null: that isn't covered any more. */
export async function uncoverWords(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { comment }: Pick<Taken, "comment">,
  { by, ...covers }: Covers & { by: DecisionId },
): Promise<DecisionId | null> {
  if (comment.status === "withdrawn") return null;
  const uncover = uncovered(readCoverings(await readCovered(tx, comment.id)), by);
  if (!uncover) return null;
  const { body, left, former } = uncover;
  await saveCovered(tx, comment.id, { body, redactions: writeCoverings(left) });
  await showRevisions(tx, comment.id, { numbers: former, isPublic: true });
  return record(tx, comment, { ...covers, action: "unredact" }, ctx.now());
}

async function record(
  tx: Tx,
  comment: Comment,
  decision: Covers & Pick<Decision, "action" | "details">,
  at: number,
): Promise<DecisionId> {
  const { siteId, storyId, id: commentId } = comment;
  await appendEvent(tx, { type: "comment.marked", siteId, at, storyId, commentId });
  const isCovered = decision.action === "redact";
  const [before, after] = isCovered ? ["", "redacted"] : ["redacted", ""];
  return recordDecision(tx, { ...decision, siteId, commentId, before, after, at });
}
