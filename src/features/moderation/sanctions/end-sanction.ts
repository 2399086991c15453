import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { DecisionId, MemberId, PersonId } from "../../../platform/lib/ids.ts";
import type { Site } from "../../sites/site.ts";
import { recordDecision } from "../record-decision.ts";
import { decisionAbout, endSanctions } from "./sanction.store.ts";

export interface Ending {
  site: Pick<Site, "id">;
  by: MemberId;
  /** All that one decision laid upon somebody, or one of it. */
  of: { decisionId: DecisionId } | { id: number };
  undoes?: DecisionId;
}

/** Lets somebody write again. Null: nothing held any more. */
export async function endSanction(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { site, by, of, undoes }: Ending,
): Promise<DecisionId | null> {
  const at = ctx.now();
  const about = await decisionAbout(tx, site.id, of);
  const ended = await endSanctions(tx, site.id, of, at);
  if (ended === 0 || !about) return null;
  const personId = Number(about.about.split(":")[1]) as PersonId;
  await appendEvent(tx, { type: "person.sanctioned", siteId: site.id, at, personId });
  return recordDecision(tx, {
    siteId: site.id,
    commentId: about.comment_id,
    about: about.about,
    actor: `staff:${by}`,
    action: "endSanction",
    reason: "",
    before: about.after,
    after: "",
    ...(undoes === undefined ? {} : { undoes }),
    at,
  });
}
