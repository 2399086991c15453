import type { Pending, World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { type Refused, withCode, wrong } from "./check-code.ts";
import { isStaffAnywhere } from "./factor.store.ts";
import { newPlace, sessionCookieOf, startStrongSession } from "./start-strong-session.ts";
import { isTrustedDevice, trustCookieOf, trustDevice } from "./trust-device.ts";

/** Signs in whoever has begun to, by the code of their second factor. Gives the cookies to set. */
export async function finishSignIn(
  world: World,
  { memberId, sessionId }: Pending,
  { typed, trust }: { typed: string; trust: boolean },
): Promise<{ cookies: string[] } | Refused> {
  const { ctx } = world;
  const trusts = trust && !(await isStaffAnywhere(ctx.db.read, memberId));
  const trustToken = ctx.token() + ctx.token();
  const place = newPlace(world);
  const done = await withCode(world, { memberId, typed }, async (tx) => {
    const lasting = await startStrongSession(tx, world, { memberId, place, instead: sessionId });
    if (lasting && trusts) await trustDevice(tx, world, memberId, trustToken);
    return lasting;
  });
  if ("why" in done) return done;
  if (done.result === null) return wrong;
  const cookies = [sessionCookieOf(world, place, done.result)];
  return { cookies: trusts ? [...cookies, trustCookieOf(world, trustToken)] : cookies };
}

/** The same on a device that the member trusts. Null: it isn't one. */
export async function finishOnTrustedDevice(
  world: World,
  { memberId, sessionId }: Pending,
): Promise<string[] | null> {
  if (!(await isTrustedDevice(world, memberId))) return null;
  const place = newPlace(world);
  const start = (tx: Tx) => startStrongSession(tx, world, { memberId, place, instead: sessionId });
  const lasting = await world.ctx.db.transact(start);
  return lasting && [sessionCookieOf(world, place, lasting)];
}
