import type { SignedIn, World } from "../../../context.ts";
import { endSessions } from "../accounts/end-sessions.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { readDigits, type Refused, wrong } from "./check-code.ts";
import {
  confirmSecret,
  findTotp,
  keepNextSecret,
  replaceRecoveryCodes,
  setHasFactor,
} from "./factor.store.ts";
import { newRecoveryCodes, recoveryHash } from "./recovery-codes.ts";
import { setFactorGiven } from "./sessions.store.ts";
import { secretText, stepOfCode, totpAddress } from "./totp.ts";
import { countTry, forgiveTries } from "./tries.ts";

/** Makes a secret that waits for its first code. */
export async function beginTotp({ ctx }: World, { memberId }: SignedIn): Promise<void> {
  const sealed = ctx.keys.seal("factor", ctx.token());
  await ctx.db.transact((tx) => keepNextSecret(tx, memberId, sealed));
}

export interface WaitingTotp {
  /** For the picture that an authenticator reads. */
  address: string;
  /** For who types it. */
  text: string;
}

/** The secret that waits for its first code; null: none does. */
export async function waitingTotp({ ctx, site }: World, member: SignedIn): Promise<WaitingTotp | null> {
  const totp = await findTotp(ctx.db.read, member.memberId);
  if (!totp?.next_sealed) return null;
  const secret = ctx.keys.open("factor", totp.next_sealed);
  return { address: totpAddress(secret, site.name, member.handle), text: secretText(secret) };
}

/**
 * Switches the second factor on, or to another authenticator, with the first code. Sessions that gave none end. The
 * recovery codes are told this once; they stand nowhere but as hashes.
 */
export async function confirmTotp(
  world: World,
  { memberId, sessionId }: SignedIn,
  typed: string,
): Promise<{ codes: string[] } | Refused> {
  const { ctx, site } = world;
  const until = await countTry(world, memberId, { isUnguessable: false });
  if (until !== null) return { why: "wait", until };
  const sealed = (await findTotp(ctx.db.read, memberId))?.next_sealed;
  if (!sealed) return wrong;
  const at = ctx.now();
  const secret = ctx.keys.open("factor", sealed);
  const step = await stepOfCode(secret, readDigits(typed), { now: at, after: 0 });
  if (step === null) return wrong;
  const codes = newRecoveryCodes(ctx);
  const isDone = await ctx.db.transact(async (tx) => {
    if (!(await confirmSecret(tx, memberId, { sealed, step }))) return false;
    await setHasFactor(tx, memberId, true);
    await setFactorGiven(tx, sessionId, at);
    await replaceRecoveryCodes(
      tx,
      memberId,
      codes.map((code) => recoveryHash(ctx, memberId, code)),
    );
    await forgiveTries(tx, memberId);
    await endSessions(tx, { memberId, except: sessionId, siteId: site.id, at });
    await tellWayIn(tx, world, memberId, { change: "factorOn" });
    return true;
  });
  return isDone ? { codes } : wrong;
}
