import type { Context } from "../../context.ts";
import type { MemberId, SiteId } from "../../platform/lib/ids.ts";
import { deleteFollow, insertFollow } from "./follow.store.ts";

export interface Following {
  memberId: MemberId;
  siteId: SiteId;
  kind: "story" | "person";
  targetId: number;
  on: boolean;
}

/** Has a member told of what is new there, or no longer. */
export async function follow(
  ctx: Context,
  { memberId, siteId, kind, targetId, on }: Following,
): Promise<void> {
  const row = { member_id: memberId, kind, target_id: targetId };
  await ctx.db.transact((tx) =>
    on ? insertFollow(tx, { ...row, site_id: siteId, at: ctx.now() }) : deleteFollow(tx, row),
  );
}
