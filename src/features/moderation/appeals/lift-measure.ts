import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { uncoverWords } from "../../discussion/cover-words.ts";
import { takeComment } from "../../discussion/decide-on-comment.ts";
import { markComment } from "../../discussion/mark-comment.ts";
import type { Site } from "../../sites/site.ts";
import type { StatementRow } from "../law/statement.store.ts";
import { endSanction } from "../sanctions/end-sanction.ts";

/**
 * Takes back what a statement told, as far as it still holds, but for a comment's status: a sanction ends, a fold is
 * opened, words are uncovered. Each writes its own decision.
 */
export async function liftMeasure(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { site, by, statement }: { site: Pick<Site, "id">; by: MemberId; statement: StatementRow },
): Promise<void> {
  const { measure, comment_id, decision_id: decisionId } = statement;
  if (measure === "suspend" || measure === "ban") {
    await endSanction(tx, ctx, { site, by, of: { decisionId } });
    return;
  }
  const taken = comment_id === 0 ? null : await takeComment(tx, site.id, comment_id);
  if (!taken) return;
  const how = { actor: `staff:${by}`, reason: "" };
  if (measure === "fold") await markComment(tx, ctx, taken, "fold", { on: false, ...how });
  if (measure === "redact") await uncoverWords(tx, ctx, taken, { by: decisionId, code: "", ...how });
}
