import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import { nextDigest } from "./digest-time.ts";
import { deleteFollow, type Following, firstDigest, insertFollow } from "./follow.store.ts";
import { choiceOf } from "./preference.ts";

export type { Following } from "./follow.store.ts";

/** Has a member hear of what is new in a discussion, or of what somebody writes. Twice is once. */
export async function follow(ctx: Context, following: Following): Promise<void> {
  await ctx.db.transact((tx) => beginToFollow(tx, ctx, following));
}

/** The same, together with something else. */
export async function beginToFollow(tx: Tx, ctx: Context, following: Following): Promise<void> {
  const { memberId, siteId } = following;
  const at = ctx.now();
  const choice = await choiceOf(tx, memberId);
  const timeZone = ctx.sites.byId(siteId)?.timeZone ?? "UTC";
  await insertFollow(tx, following, at);
  await appendEvent(tx, { type: "reader.changed", siteId, at, memberId });
  await firstDigest(tx, following, { lastAt: at, nextAt: nextDigest(at, choice, timeZone) });
}

/** Ends that. */
export async function unfollow(ctx: Context, following: Omit<Following, "siteId">): Promise<void> {
  await ctx.db.transact((tx) => endFollowing(tx, ctx, following));
}

/** The same, together with something else. */
export async function endFollowing(
  tx: Tx,
  ctx: Context,
  following: Omit<Following, "siteId">,
): Promise<void> {
  const siteId = await deleteFollow(tx, following);
  if (siteId === null) return;
  await appendEvent(tx, { type: "reader.changed", siteId, at: ctx.now(), memberId: following.memberId });
}
