import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { CommentId, DecisionId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { recordDecision } from "../record-decision.ts";
import { saveTrusted } from "../trust.store.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { isOwn } from "./own.ts";

/** From now on the rules for newcomers don't hold for a comment's writer: see `Standing.trust`. */
export const trust: CommentAct = {
  may: "comments.moderate",
  apply: async (tx, ctx, { comment }, { site, by }) => {
    if (await isOwn(tx, site.id, comment, by)) return "own";
    const about = { commentId: comment.id, personId: comment.authorId };
    return (await saveTrust(tx, ctx, { siteId: site.id, by, ...about, on: true })) ?? "same";
  },
};

interface Trusting {
  siteId: SiteId;
  by: MemberId;
  commentId: CommentId;
  personId: PersonId;
  on: boolean;
  undoes?: DecisionId;
}

/** Says that the desk trusts somebody, or no longer. Null: it is so already. */
export async function saveTrust(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { siteId, by, commentId, personId, on, undoes }: Trusting,
): Promise<DecisionId | null> {
  const at = ctx.now();
  if (!(await saveTrusted(tx, personId, on))) return null;
  await appendEvent(tx, { type: "person.sanctioned", siteId, at, personId });
  return recordDecision(tx, {
    siteId,
    commentId,
    about: `person:${personId}`,
    actor: staffActor(by),
    action: on ? "trust" : "untrust",
    reason: "",
    before: on ? "" : "trusted",
    after: on ? "trusted" : "",
    ...(undoes === undefined ? {} : { undoes }),
    at,
  });
}
