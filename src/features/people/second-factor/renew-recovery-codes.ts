import type { SignedIn, World } from "../../../context.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { replaceRecoveryCodes } from "./factor.store.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";

/** Ten new codes; the old ones don't work any more. Only for who has a second factor. */
export async function renewRecoveryCodes(world: World, { memberId }: SignedIn): Promise<string[]> {
  const { ctx } = world;
  const codes = newRecoveryCodes(ctx);
  const hashes = codes.map((code) => recoveryHash(ctx, memberId, code));
  await ctx.db.transact(async (tx) => {
    await replaceRecoveryCodes(tx, memberId, hashes);
    await tellWayIn(tx, world, memberId, { change: "recoveryCodes" });
  });
  return codes;
}
