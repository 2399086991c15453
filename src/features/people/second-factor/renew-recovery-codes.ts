import type { SignedIn, World } from "../../../context.ts";
import { replaceRecoveryCodes } from "./factor.store.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";

/** Ten new codes; the old ones don't work any more. Only for who has a second factor. */
export async function renewRecoveryCodes({ ctx }: World, { memberId }: SignedIn): Promise<string[]> {
  const codes = newRecoveryCodes(ctx);
  const hashes = codes.map((code) => recoveryHash(ctx, memberId, code));
  await ctx.db.transact((tx) => replaceRecoveryCodes(tx, memberId, hashes));
  return codes;
}
