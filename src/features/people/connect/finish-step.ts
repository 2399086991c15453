import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Attempt } from "./attempt.ts";
import { memberOfAccount, ownerOf } from "./connection.ts";

/** What is asked of somebody who came back from an account elsewhere that is nobody's way in here, or not theirs. */
export type Step =
  /** It is a member's, and nobody is signed in: whether they are that one. */
  | { step: "enter"; memberId: MemberId }
  /** It is another member's than the one who is signed in: whether to go on as that one. */
  | { step: "switch"; memberId: MemberId }
  /** Whether to connect it to the account that is signed in. */
  | { step: "join"; memberId: MemberId }
  /** An account here has the same address: to sign in to that one first. */
  | { step: "prove" }
  /** A name for a new account. */
  | { step: "name" };

export async function finishStep({ ctx, actor }: World, waiting: Attempt<"finish">): Promise<Step> {
  const { keys, db } = ctx;
  const known = await memberOfAccount(db.read, keys, waiting.profile);
  if (known !== null) return { step: actor.member ? "switch" : "enter", memberId: known };
  const owner = await ownerOf(db.read, keys, waiting.profile.address);
  const memberId = actor.member?.memberId ?? null;
  // A publisher's link can come from anybody: it is connected only to the account whose address the publisher names. Who
  // comes back from a provider has set out from here.
  const mayJoin = waiting.grants === null || owner === memberId;
  if (memberId !== null && mayJoin) return { step: "join", memberId };
  return { step: owner === null ? "name" : "prove" };
}
