import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { startSession } from "../accounts/start-session.ts";
import { type Attempt, keepAttempt } from "./attempt.ts";
import { connectOneMore, memberOfAccount } from "./connection.ts";
import { findMember } from "./connections.store.ts";
import type { Profile } from "./provider.ts";

/** Why somebody who came back is not let in. */
export type Refusal =
  /** Not the browser that began, or too late, or for the second time. */
  | "lost"
  | "cancelled"
  | "unreachable"
  | "unbelievable"
  /** The account here has been switched off. */
  | "disabled"
  /** The account there is another member's. */
  | "taken"
  /** Who wanted to connect one more account has left, or somebody else has come. */
  | "otherMember";

export type Arrival =
  | { kind: "in"; to: string; cookies: string[] }
  /** A name has to be chosen, or an account here proved: `token` leads on. */
  | { kind: "finish"; token: string; cookies: string[] }
  | { kind: "refused"; why: Refusal; to: string };

/** Signs a member in, unless their account has been switched off. */
export async function letIn(
  world: World,
  memberId: MemberId,
  { to, remember }: { to: string; remember: boolean },
): Promise<Arrival> {
  const member = await findMember(world.ctx.db.read, memberId);
  if (!member || member.disabled_at !== null) return { kind: "refused", why: "disabled", to };
  return { kind: "in", to, cookies: await startSession(world, memberId, { remember }) };
}

/** Somebody has proved who they are elsewhere: signs their member in, or asks what is missing to make one. */
export async function arrive(world: World, arrived: Attempt<"finish">): Promise<Arrival> {
  const { ctx } = world;
  const memberId = await memberOfAccount(ctx.db.read, ctx.keys, arrived.profile);
  if (memberId !== null) return letIn(world, memberId, arrived);
  const kept = await keepAttempt(world, "finish", arrived);
  return { kind: "finish", ...kept };
}

/** Connects one more account to the member who is signed in. */
export async function connectMore(
  world: World,
  profile: Profile,
  { memberId, to }: { memberId: string; to: string },
): Promise<Arrival> {
  const { ctx, actor } = world;
  const member = actor.member?.memberId;
  if (member === undefined || member !== memberId) return { kind: "refused", why: "otherMember", to };
  const isNew = await ctx.db.transact((tx) => connectOneMore(tx, world, member, profile));
  const owner = isNew ? member : await memberOfAccount(ctx.db.read, ctx.keys, profile);
  return owner === member ? { kind: "in", to, cookies: [] } : { kind: "refused", why: "taken", to };
}
