import type { Context } from "../../../../context.ts";
import type { Tx } from "../../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../../platform/lib/ids.ts";
import { decide, takeComment } from "../../../discussion/decide-on-comment.ts";
import { whoMay } from "../../../people/staff/who-may.ts";
import { recordDecision } from "../../record-decision.ts";
import { changeItem, insertReview, reviewsOf, takeItem } from "./quality.store.ts";

export const verdicts = ["publish", "refuse"] as const;
export type Verdict = (typeof verdicts)[number];

/** What came of it: "late" means that somebody else was faster, or that it isn't theirs to look at. */
export type ReviewOutcome = "done" | "late" | "notFound";

interface Given {
  siteId: SiteId;
  by: MemberId;
  itemId: number;
  verdict: Verdict;
}

/**
 * A second verdict on a decision, or after a dispute a third, by somebody who doesn't know the first. It changes nothing of
 * the comment.
 */
export function giveVerdict(ctx: Context, { siteId, by, itemId, verdict }: Given): Promise<ReviewOutcome> {
  return ctx.db.transact(async (tx) => {
    const item = await takeItem(tx, siteId, itemId);
    if (!item) return "notFound";
    const before = await reviewsOf(tx, itemId);
    const isTheirs = item.actor !== `staff:${by}` && before.every(({ reviewer }) => reviewer !== by);
    if (!isTheirs || (item.state !== "open" && item.state !== "disputed")) return "late";
    const at = ctx.now();
    const role = item.state === "open" ? "second" : "third";
    await insertReview(tx, { item_id: itemId, reviewer: by, verdict, role, at });
    if (role === "third") await changeItem(tx, itemId, { state: "settled", verdict });
    else if (verdict === item.first) await changeItem(tx, itemId, { state: "agreed", verdict });
    else await changeItem(tx, itemId, { state: "disputed", verdict: "" });
    await recordDecision(tx, {
      siteId,
      commentId: item.comment_id,
      actor: `staff:${by}`,
      action: "review",
      reason: "",
      details: { of: item.decision_id, verdict, role },
      before: "",
      after: "",
      at,
    });
    return "done";
  });
}

/** Whether somebody would settle their own dispute while there is an editor who has no part in it. */
async function isParty(
  tx: Tx,
  { id, site_id, actor }: { id: number; site_id: SiteId; actor: string },
  by: MemberId,
): Promise<boolean> {
  const parties = new Set([actor, ...(await reviewsOf(tx, id)).map(({ reviewer }) => `staff:${reviewer}`)]);
  if (!parties.has(`staff:${by}`)) return false;
  const able = await whoMay(tx, site_id, "appeals.decide");
  return able.some((memberId) => !parties.has(`staff:${memberId}`));
}

/** An editor's word in a dispute. With `changes` it becomes the comment's status too; otherwise nothing of it changes. */
export function settleDispute(
  ctx: Context,
  { siteId, by, itemId, verdict, changes }: Given & { changes: boolean },
): Promise<ReviewOutcome> {
  return ctx.db.transact(async (tx) => {
    const item = await takeItem(tx, siteId, itemId);
    if (!item) return "notFound";
    if (item.state !== "disputed" || (await isParty(tx, item, by))) return "late";
    const taken = changes ? await takeComment(tx, siteId, item.comment_id) : null;
    const status = verdict === "publish" ? "published" : "rejected";
    const actor = `staff:${by}`;
    const at = ctx.now();
    await insertReview(tx, { item_id: itemId, reviewer: by, verdict, role: "editor", at });
    await changeItem(tx, itemId, { state: "settled", verdict });
    await recordDecision(tx, {
      siteId,
      commentId: item.comment_id,
      actor,
      action: "review",
      reason: "",
      details: { of: item.decision_id, verdict, role: "editor" },
      before: "",
      after: "",
      at,
    });
    if (taken && taken.comment.status !== status && taken.comment.status !== "withdrawn")
      await decide(tx, ctx, taken, {
        status,
        rule: taken.comment.rule,
        actor,
        code: verdict === "refuse" ? item.code : "",
        reason: "",
      });
    return "done";
  });
}
