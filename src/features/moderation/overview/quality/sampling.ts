import { createHash } from "node:crypto";
import type { Context } from "../../../../context.ts";
import type { Event } from "../../../../platform/events/events.ts";
import type { DecisionId, SiteId } from "../../../../platform/lib/ids.ts";
import { rulesOf } from "../../rules/rules-of.ts";
import { decisionsToDraw, insertItem } from "./quality.store.ts";

/** Whether a decision is among the `share` per cent that are looked at again: always the same answer for the same one. */
export function isSampled(siteId: SiteId, decisionId: DecisionId, share: number): boolean {
  const digest = createHash("sha256").update(`review ${siteId} ${decisionId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < share / 100;
}

/** Puts a sample of new decisions aside. Of a process that was killed a few may be lacking: it is a sample. */
export async function drawSample(ctx: Pick<Context, "db" | "kept">, events: readonly Event[]): Promise<void> {
  const drawn: DecisionId[] = [];
  for (const event of events) {
    if (event.type !== "decision.made" || event.commentId === null) continue;
    const { settings } = await rulesOf(ctx, event.siteId);
    if (isSampled(event.siteId, event.decisionId, settings.quality.share)) drawn.push(event.decisionId);
  }
  const found = await decisionsToDraw(ctx.db.read, drawn);
  const items = found.flatMap((row) => {
    const isByRule = row.actor.startsWith("rule:");
    const rule = isByRule ? row.actor : (row.heldBy ?? "");
    return row.actor === "author"
      ? []
      : [
          {
            site_id: row.site_id,
            decision_id: row.id,
            comment_id: row.comment_id,
            first: row.action === "publish" ? "publish" : "refuse",
            rule: rule.slice("rule:".length),
            language: row.language,
            at: row.at,
          },
        ];
  });
  if (items.length === 0) return;
  await ctx.db.transact(async (tx) => {
    for (const item of items) await insertItem(tx, item);
  });
}
