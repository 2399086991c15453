import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import { rangeHash } from "../../../platform/http/network.ts";
import type { Comment } from "../../discussion/comment.ts";
import { whereFrom } from "../../discussion/where-from.ts";
import { recordDecision } from "../record-decision.ts";
import { commonDomains, type Target } from "../sanctions/sanction.ts";
import { insertSanction, sealedOfMember, sealedOfPerson } from "../sanctions/sanction.store.ts";
import { domainHash, domainIn } from "../sanctions/sanction-on.ts";
import { type CommentAct, staffActor } from "./act.ts";

/** Keeps a comment's writer from writing: for a time, or for good. What they wrote before is another matter: refuse-past.ts. */
export const ban: CommentAct = {
  may: "comments.moderate",
  check: ({ until, code }) => [
    ...(until === undefined ? [{ field: "until", message: "acts.error.until" } as const] : []),
    ...(code === "" ? [{ field: "code", message: "acts.error.code" } as const] : []),
  ],
  apply: async (tx, ctx, { comment }, { site, by, code, words, until = null, whom }) => {
    // Colleagues are the business of whoever gives them their roles.
    if (comment.authorKind === "staff") return "cannot";
    const held = await keysOf(tx, ctx, comment, whom);
    if (held.length === 0) return "notThere";
    const at = ctx.now();
    const decisionId = await recordDecision(tx, {
      siteId: site.id,
      commentId: comment.id,
      about: `person:${comment.authorId}`,
      actor: staffActor(by),
      action: until === null ? "ban" : "suspend",
      code,
      reason: words,
      details: { until, targets: held.map(([target]) => target) },
      before: "",
      after: until === null ? "banned" : "suspended",
      at,
    });
    const kind = until === null ? "ban" : "suspension";
    for (const [target, key] of held)
      await insertSanction(tx, { siteId: site.id, kind, target, key, until, code, decisionId, at });
    await appendEvent(tx, { type: "person.sanctioned", siteId: site.id, at, personId: comment.authorId });
    return decisionId;
  },
};

/** The keys of what a sanction is to hold against, as far as they are known. The writer is one of them always. */
async function keysOf(
  tx: Tx,
  ctx: Context,
  comment: Comment,
  whom: readonly Target[],
): Promise<[Target, string][]> {
  const keys: [Target, string][] = [["person", String(comment.authorId)]];
  if (comment.authorMemberId !== null) keys.push(["member", comment.authorMemberId]);
  const origin = await whereFrom(tx, comment.id);
  if (origin && whom.includes("device")) keys.push(["device", origin.deviceHash]);
  if (origin && whom.includes("network")) keys.push(["network", origin.networkHash]);
  if (origin && whom.includes("range")) keys.push(["range", rangeHash(origin.networkHash)]);
  if (whom.includes("domain")) {
    const sealed =
      comment.authorMemberId === null
        ? await sealedOfPerson(tx, comment.authorId)
        : await sealedOfMember(tx, comment.authorMemberId);
    const address = sealed === null ? null : ctx.keys.open("address", sealed);
    if (address !== null && !commonDomains.has(domainIn(address)))
      keys.push(["domain", domainHash(ctx, address)]);
  }
  return keys;
}
