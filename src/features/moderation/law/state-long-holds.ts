import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { takeComment } from "../../discussion/decide-on-comment.ts";
import type { Site } from "../../sites/site.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { holdingDecision, type LongHold, longHolds } from "./long-holds.store.ts";
import { stateHold } from "./state-reasons.ts";
import { statementOfDecision } from "./statement.store.ts";
import { orderTelling } from "./tell-of-statement.ts";

/** What waits for longer is kept from readers, not only looked at: Regulation (EU) 2022/2065, article 17(1)(a). */
const longHold = 24 * 3_600_000;
const atOnce = 100;

/**
 * Makes a statement of reasons for every comment that has waited for a day, once for each time that it waits; it ends when
 * the comment is decided on. Gives how many there were.
 */
export async function stateLongHolds(ctx: Context, signal?: AbortSignal): Promise<number> {
  let stated = 0;
  const before = ctx.now() - longHold;
  for (const site of ctx.sites.all()) {
    const { settings } = await rulesOf(ctx, site.id);
    for (let after = 0; ; ) {
      const found = await longHolds(ctx.db.read, { siteId: site.id, before, after, limit: atOnce });
      for (const hold of found) {
        if (signal?.aborted) return stated;
        if (await ctx.db.transact((tx) => stateOne(tx, ctx, { site, settings }, hold))) stated++;
      }
      const last = found.at(-1);
      if (!last || found.length < atOnce) break;
      after = last.id;
    }
  }
  return stated;
}

async function stateOne(
  tx: Tx,
  ctx: Context,
  { site, settings }: { site: Site; settings: RuleSettings },
  { commentId }: LongHold,
): Promise<boolean> {
  const taken = await takeComment(tx, site.id, commentId);
  const held = taken?.comment.status === "pending" ? await holdingDecision(tx, commentId) : null;
  // Another process was first, or it waits again by what was told of before.
  if (!held || (await statementOfDecision(tx, held.id))) return false;
  const details: unknown = held.details === "" ? {} : JSON.parse(held.details);
  await stateHold(tx, held.id, {
    siteId: site.id,
    commentId,
    actor: held.actor,
    action: "hold",
    code: held.code,
    reason: held.reason,
    details,
    before: "",
    after: "pending",
    at: ctx.now(),
  });
  const statement = await statementOfDecision(tx, held.id);
  if (statement) await orderTelling(tx, ctx, { site, settings, statement });
  return true;
}
