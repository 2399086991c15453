import type { SignedIn, World } from "../../../context.ts";
import { countRecoveryCodes } from "./factor.store.ts";
import { passkeysOf } from "./passkey.store.ts";
import type { StrongSignIn } from "./second-factor.view.tsx";
import { needsSecondFactor } from "./switch-off.ts";

/** What `SecondFactorPart` and `PasskeysPart` show. */
export async function strongSignIn(world: World, member: SignedIn): Promise<StrongSignIn> {
  const { read } = world.ctx.db;
  const [passkeys, recoveryCodes, isNeeded] = await Promise.all([
    passkeysOf(read, member.memberId),
    countRecoveryCodes(read, member.memberId),
    needsSecondFactor(world, member.memberId),
  ]);
  return { passkeys, state: { isOn: member.hasSecondFactor, recoveryCodes, isNeeded } };
}
