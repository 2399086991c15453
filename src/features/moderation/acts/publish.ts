import { decide, takeComment } from "../../discussion/decide-on-comment.ts";
import { dismissReports } from "../../discussion/dismiss-reports.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { isOwn } from "./own.ts";
import { coverOrdered } from "./redact.ts";
import { restorable } from "./restorable.ts";
import { saveTrust } from "./trust.ts";

/**
 * Lets everybody read a comment; where the order says so, without the words that the rules marked. One that is published
 * stays so: then what readers reported of it is answered with no.
 */
export const publish: CommentAct = {
  may: "comments.moderate",
  apply: async (tx, ctx, taken, order) => {
    const { site, by, words, hidesMarked, trusts } = order;
    const { id: commentId, status, authorId: personId } = taken.comment;
    if (status === "withdrawn") return "withdrawn";
    if (await isOwn(tx, site.id, taken.comment, by)) return "own";
    const trusted = trusts
      ? await saveTrust(tx, ctx, { siteId: site.id, by, commentId, personId, on: true })
      : null;
    const covered = hidesMarked ? await coverOrdered(tx, ctx, taken.comment, order) : null;
    // What was done together is taken back together.
    const beside = [trusted, covered].filter((id) => id !== null);
    // As it is by now.
    const now = (await takeComment(tx, site.id, commentId)) ?? taken;
    const details = { ...(await restorable(tx, now.comment)), ...(beside.length > 0 ? { beside } : {}) };
    const decision = { actor: staffActor(by), reason: words, details };
    if (status !== "published") return decide(tx, ctx, now, { status: "published", rule: null, ...decision });
    return (await dismissReports(tx, ctx, now, decision)) ?? beside.at(-1) ?? "same";
  },
};
