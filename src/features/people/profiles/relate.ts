import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { deleteFollow, deleteMute, insertFollow, insertMute, personsMuted } from "./relation.store.ts";

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
    await insertFollow(tx, { memberId, siteId, personId, at: ctx.now() });
  });
}

export async function unfollowPerson(ctx: Context, memberId: MemberId, personId: PersonId): Promise<void> {
  await ctx.db.transact((tx) => deleteFollow(tx, memberId, "person", personId));
}

/** Folds what somebody writes, for this member alone, who so no longer follows them. */
export async function mutePerson(
  ctx: Context,
  { memberId, personId }: Omit<Related, "siteId">,
): Promise<void> {
  await ctx.db.transact(async (tx) => {
    await deleteFollow(tx, memberId, "person", personId);
    await insertMute(tx, memberId, personId, ctx.now());
  });
}

export async function unmutePerson(ctx: Context, memberId: MemberId, personId: PersonId): Promise<void> {
  await ctx.db.transact((tx) => deleteMute(tx, memberId, personId));
}

export async function unfollowStory(ctx: Context, memberId: MemberId, storyId: number): Promise<void> {
  await ctx.db.transact((tx) => deleteFollow(tx, memberId, "story", storyId));
}

/** All whom a member has muted, on every site. */
export async function mutedBy(db: Db, memberId: MemberId): Promise<ReadonlySet<PersonId>> {
  return new Set(await personsMuted(db, memberId));
}
