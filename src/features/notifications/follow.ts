import type { Context } from "../../context.ts";
import type { MemberId, SiteId } from "../../platform/lib/ids.ts";
import { appendEvent } from "../../platform/events/log.ts";
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
  const at = ctx.now();
  await ctx.db.transact(async (tx) => {
    if (on) await insertFollow(tx, { ...row, site_id: siteId, at });
    else await deleteFollow(tx, row);
    await appendEvent(tx, { type: "reader.changed", siteId, at, memberId });
  });
}
