import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { deleteTries, setTries, takeTries } from "./tries.store.ts";

const aQuarter = 15 * 60_000;
const anHour = 60 * 60_000;
const aDay = 24 * anHour;

/** Wrong codes of one account in a row before it has to wait, each further wait being longer. */
const perMember = 5;
/** Tries in a quarter of an hour. */
const perDevice = 15;
const perNetwork = 60;

/**
 * Counts one try to prove something, before it is known whether it is right, so that many at once count too. Null: it
 * may be tried; else until when it may not. `isUnguessable`: no number of tries on one account could find it.
 */
export async function countTry(
  world: World,
  memberId: MemberId | null,
  { isUnguessable }: { isUnguessable: boolean },
): Promise<number | null> {
  const { ctx, actor } = world;
  const now = ctx.now();
  return ctx.db.transact(async (tx) => {
    const blocked = [
      await countInQuarter(tx, `network ${actor.network}`, perNetwork, now),
      await countInQuarter(tx, `device ${actor.device}`, perDevice, now),
      memberId === null || isUnguessable ? null : await countInRow(tx, keyOf(memberId), now),
    ].filter((until) => until !== null);
    return blocked.length === 0 ? null : Math.max(...blocked);
  });
}

/** What was typed was right: the account's count begins anew. */
export async function forgiveTries(tx: Tx, memberId: MemberId): Promise<void> {
  await deleteTries(tx, keyOf(memberId));
}

/** Forgets how often an account and these devices tried. */
export async function forgetTries(
  tx: Tx,
  { memberId, devices }: { memberId: MemberId | null; devices: readonly string[] },
): Promise<void> {
  if (memberId !== null) await deleteTries(tx, keyOf(memberId));
  for (const device of devices) await deleteTries(tx, `device ${device}`);
}

function keyOf(memberId: MemberId): string {
  return `member ${memberId}`;
}

async function countInQuarter(tx: Tx, key: string, limit: number, now: number): Promise<number | null> {
  const tries = await takeTries(tx, key, now);
  const isNew = now - tries.first_at >= aQuarter;
  const first = isNew ? now : tries.first_at;
  const count = isNew ? 1 : tries.count + 1;
  await setTries(tx, key, { count, first_at: first, blocked_until: 0 });
  return count > limit ? first + aQuarter : null;
}

// Three codes of a million are right at a time. With an hour between them, after the first few, it takes years to find one.
async function countInRow(tx: Tx, key: string, now: number): Promise<number | null> {
  const tries = await takeTries(tx, key, now);
  if (tries.blocked_until > now) return tries.blocked_until;
  const isNew = now - tries.first_at >= aDay;
  const count = isNew ? 1 : tries.count + 1;
  const beyond = count - perMember;
  const wait = beyond < 0 ? 0 : Math.min(aQuarter * 2 ** beyond, anHour);
  await setTries(tx, key, { count, first_at: isNew ? now : tries.first_at, blocked_until: now + wait });
  return null;
}
