import type { World } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { passkeysOf } from "../second-factor/passkey.store.ts";
import { deleteMethod, holdMember, type Method, methodsOf } from "./connections.store.ts";
import { methodLabel, publisherAccounts } from "./method-label.ts";
import { sitesWithPublisher } from "./publisher/publisher.store.ts";

/** Whether a member could still sign in without one of their methods. */
export async function canDoWithout(
  db: Db,
  { ctx }: Pick<World, "ctx">,
  member: { id: MemberId; email_sealed: string | null; email_verified: number },
  others: readonly Method[],
): Promise<boolean> {
  const hasAddress = member.email_sealed !== null && member.email_verified === 1;
  // A link by mail needs mail.
  if (hasAddress && ctx.config.smtpUrl !== null) return true;
  if ((await passkeysOf(db, member.id)).length > 0) return true;
  const publishers = new Set((await sitesWithPublisher(db)).map(publisherAccounts));
  return others.some(
    ({ accounts }) =>
      accounts === "credential" || publishers.has(accounts) || methodLabel(ctx, accounts).isSwitchedOn,
  );
}

/** Ends that a member can sign in with an account elsewhere, unless it is the last way in. */
export async function disconnect(
  world: World,
  memberId: MemberId,
  methodId: string,
): Promise<"done" | "last" | "gone"> {
  const { ctx, site, now } = world;
  return ctx.db.transact(async (tx) => {
    // One at a time for each member: two at once could each leave the other's as the last.
    const member = await holdMember(tx, memberId);
    const methods = await methodsOf(tx, memberId);
    const method = methods.find(({ id }) => id === methodId);
    if (!member || !method || method.accounts === "credential") return "gone";
    const others = methods.filter(({ id }) => id !== methodId);
    if (!(await canDoWithout(tx, world, member, others))) return "last";
    await deleteMethod(tx, memberId, methodId);
    await appendEvent(tx, { type: "member.changed", siteId: site.id, at: now, memberId });
    const { label } = methodLabel(ctx, method.accounts);
    await tellWayIn(tx, world, memberId, { change: "disconnected", name: label });
    return "done";
  });
}
