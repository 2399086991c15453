import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { beginToFollow, endFollowing, unfollow } from "../../notifications/follow.ts";
import { deleteMute, insertMute, personsMuted } from "./relation.store.ts";

interface Related {
  memberId: MemberId;
  siteId: SiteId;
  /** Whom: not themselves. */
  personId: PersonId;
}

/** Tells a member from now on when somebody writes, whom they so no longer mute. */
export async function followPerson(ctx: Context, { memberId, siteId, personId }: Related): Promise<void> {
  await ctx.db.transact(async (tx) => {
    await deleteMute(tx, memberId, personId);
    await beginToFollow(tx, ctx, { memberId, siteId, kind: "person", targetId: personId });
  });
}

export async function unfollowPerson(ctx: Context, { memberId, personId }: Related): Promise<void> {
  await unfollow(ctx, { memberId, kind: "person", targetId: personId });
}

/** Folds what somebody writes, for this member alone, who so no longer follows them. */
export async function mutePerson(ctx: Context, { memberId, siteId, personId }: Related): Promise<void> {
  const at = ctx.now();
  await ctx.db.transact(async (tx) => {
    await endFollowing(tx, ctx, { memberId, kind: "person", targetId: personId });
    await insertMute(tx, memberId, personId, at);
    await appendEvent(tx, { type: "reader.changed", siteId, at, memberId });
  });
}

export async function unmutePerson(ctx: Context, { memberId, siteId, personId }: Related): Promise<void> {
  await ctx.db.transact(async (tx) => {
    await deleteMute(tx, memberId, personId);
    await appendEvent(tx, { type: "reader.changed", siteId, at: ctx.now(), memberId });
  });
}

export async function unfollowStory(
  ctx: Context,
  { memberId, storyId }: Pick<Related, "memberId"> & { storyId: number },
): Promise<void> {
  await unfollow(ctx, { memberId, kind: "story", targetId: storyId });
}

/** All whom a member has muted, on every site. */
export async function mutedBy(db: Db, memberId: MemberId): Promise<ReadonlySet<PersonId>> {
  return new Set(await personsMuted(db, memberId));
}
