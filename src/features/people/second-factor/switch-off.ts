import type { SignedIn, World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { deleteFactor, setHasFactor, staffSites } from "./factor.store.ts";
import { deleteTrusted } from "./trusted-device.store.ts";

/** Whether a member is one of the staff of a site that asks its staff for a second factor. */
export async function needsSecondFactor({ ctx }: World, memberId: MemberId): Promise<boolean> {
  const ids = await staffSites(ctx.db.read, memberId);
  const asks = ctx.sites.all().filter((site) => site.settings.staffSecondFactor);
  return asks.some((site) => ids.includes(0) || ids.includes(site.id));
}

/** Switches the second factor off, with its recovery codes. False: they have to have one. */
export async function switchOff(world: World, { memberId }: SignedIn): Promise<boolean> {
  const { ctx, site } = world;
  if (await needsSecondFactor(world, memberId)) return false;
  await ctx.db.transact(async (tx) => {
    if (!(await deleteFactor(tx, memberId))) return;
    await deleteTrusted(tx, memberId);
    await setHasFactor(tx, memberId, false);
    await appendEvent(tx, { type: "member.changed", siteId: site.id, at: ctx.now(), memberId });
    await tellWayIn(tx, world, memberId, { change: "factorOff" });
  });
  return true;
}
