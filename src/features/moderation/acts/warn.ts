import { queueMail } from "../../notifications/queue-mail.ts";
import { siteUrl } from "../../sites/site.ts";
import { commentPath } from "../../stories/story.ts";
import { recordDecision } from "../record-decision.ts";
import { sealedOfMember, sealedOfPerson } from "../sanctions/sanction.store.ts";
import { type CommentAct, staffActor } from "./act.ts";

/**
 * Tells a comment's writer in the desk's words what not to do again: by mail, where an address is known, and where they
 * see what was decided about their comment. Nothing else happens.
 */
export const warn: CommentAct = {
  may: "comments.moderate",
  check: ({ words }) => (words === "" ? [{ field: "words", message: "acts.error.words" }] : []),
  apply: async (tx, ctx, { comment }, { site, by, code, words }) => {
    if (comment.authorKind === "staff") return "cannot";
    const at = ctx.now();
    const { id: commentId, authorId, authorMemberId: memberId } = comment;
    const sealed =
      memberId === null ? await sealedOfPerson(tx, authorId) : await sealedOfMember(tx, memberId);
    const decisionId = await recordDecision(tx, {
      siteId: site.id,
      commentId,
      about: `person:${authorId}`,
      actor: staffActor(by),
      action: "warn",
      code,
      reason: words,
      details: { isMailed: sealed !== null },
      before: comment.status,
      after: comment.status,
      at,
    });
    const link = siteUrl(site, ctx.config.url, commentPath(commentId));
    const order = { key: `warning ${decisionId}`, siteId: site.id, memberId, language: null };
    if (sealed !== null)
      await queueMail(
        tx,
        ctx.keys,
        { ...order, toSealed: sealed, content: { kind: "warning", words, link } },
        at,
      );
    return decisionId;
  },
};
