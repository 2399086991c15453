import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { CommentId, DecisionId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { recordDecision } from "../record-decision.ts";
import type { Trust } from "../phases/facts.ts";
import { setTrust, trustForChange } from "../standing.store.ts";
import { saveTrusted } from "../trust.store.ts";
import { type CommentAct, staffActor } from "./act.ts";
import type { SavedDecision } from "./decisions.store.ts";
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

/** Gives the desk's word on somebody back what it was before a decision. Null: another has been given since. */
export async function takeTrustBack(
  tx: Tx,
  ctx: Pick<Context, "now">,
  { siteId, by, commentId, personId, undoes }: Omit<Trusting, "on">,
  { before, after }: Pick<SavedDecision, "before" | "after">,
): Promise<DecisionId | null> {
  const [was, is] = [readTrust(before), readTrust(after)];
  if (was === is || (await trustForChange(tx, siteId, personId)) !== is) return null;
  const at = ctx.now();
  await setTrust(tx, personId, was);
  await appendEvent(tx, { type: "person.sanctioned", siteId, at, personId });
  return recordDecision(tx, {
    siteId,
    commentId: commentId === 0 ? null : commentId,
    about: `person:${personId}`,
    actor: staffActor(by),
    action: was === "trusted" ? "trust" : "untrust",
    reason: "",
    before: after,
    after: before,
    ...(undoes === undefined ? {} : { undoes }),
    at,
  });
}

/** As decisions say it; empty: the numbers decide. */
function readTrust(word: string): Trust {
  return word === "trusted" || word === "distrusted" ? word : "auto";
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
