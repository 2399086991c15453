import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { findTotp, useRecoveryCode, useStep } from "./factor.store.ts";
import { readRecoveryCode, recoveryHash } from "./recovery-codes.ts";
import { stepOfCode } from "./totp.ts";
import { countTry, forgiveTries } from "./tries.ts";

/** What was wrong with a try to prove something. `until`: milliseconds since 1970. */
export type Refused = { why: "wrong" } | { why: "wait"; until: number };

export const wrong: Refused = { why: "wrong" };

/**
 * Does `then` in one transaction with using up a code, of the authenticator or for recovery. Neither works twice.
 */
export async function withCode<T>(
  world: World,
  { memberId, typed }: { memberId: MemberId; typed: string },
  then: (tx: Tx) => Promise<T>,
): Promise<{ result: T } | Refused> {
  const { ctx } = world;
  const recovery = readRecoveryCode(typed);
  const until = await countTry(world, memberId, { isUnguessable: recovery !== null });
  if (until !== null) return { why: "wait", until };
  const step = recovery === null ? await stepOf(world, memberId, typed) : null;
  if (recovery === null && step === null) return wrong;
  return ctx.db.transact(async (tx) => {
    const isRight =
      recovery === null
        ? step !== null && (await useStep(tx, memberId, step))
        : await useRecoveryCode(tx, memberId, recoveryHash(ctx, memberId, recovery));
    if (!isRight) return wrong;
    await forgiveTries(tx, memberId);
    return { result: await then(tx) };
  });
}

async function stepOf({ ctx }: World, memberId: MemberId, typed: string): Promise<number | null> {
  const totp = await findTotp(ctx.db.read, memberId);
  if (!totp?.secret_sealed) return null;
  const secret = ctx.keys.open("factor", totp.secret_sealed);
  return stepOfCode(secret, readDigits(typed), { now: ctx.now(), after: totp.last_step });
}

/** A code as it is compared: in our digits, without the space that some authenticators show. */
export function readDigits(typed: string): string {
  return typed
    .replace(/\s/gu, "")
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}
