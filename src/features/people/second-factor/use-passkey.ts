import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { type Ceremony, relyingParty, takeChallenge } from "./passkey-challenge.ts";
import { findPasskey, notePasskeyUse } from "./passkey.store.ts";
import { readAuthentication } from "./passkey-response.ts";
import { forgiveTries } from "./tries.ts";
import { newPlace, sessionCookieOf, startStrongSession } from "./start-strong-session.ts";

export interface Asked {
  ceremony: Exclude<Ceremony, "register">;
  /** Whose passkey it has to be; null: anybody's. */
  memberId: MemberId | null;
  /** The browser's answer, JSON. */
  response: string;
}

/** Does `then` in one transaction with noting that a passkey was used. Null: the answer isn't right, or answers nothing. */
export async function withPasskey<T>(
  world: World,
  { ceremony, memberId, response }: Asked,
  then: (tx: Tx, memberId: MemberId) => Promise<T>,
): Promise<{ result: T } | null> {
  const { ctx } = world;
  const challenge = await takeChallenge(world, ceremony, memberId);
  const credential = readAuthentication(response);
  if (challenge === null || credential === null) return null;
  const { origin, host } = relyingParty(world);
  const passkey = await findPasskey(ctx.db.read, credential.id, host);
  if (!passkey || passkey.disabled_at !== null) return null;
  if (memberId !== null && passkey.memberId !== memberId) return null;
  // Loaded when somebody uses a passkey: it brings much along.
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const verified = await verifyAuthenticationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    credential: {
      id: credential.id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, "base64url")),
      counter: passkey.counter,
    },
    // What it throws says only how the answer is wrong.
  }).catch(() => null);
  if (!verified?.verified) return null;
  const use = { before: passkey.counter, counter: verified.authenticationInfo.newCounter, at: ctx.now() };
  return ctx.db.transact(async (tx) => {
    if (!(await notePasskeyUse(tx, passkey.id, use))) return null;
    await forgiveTries(tx, passkey.memberId);
    return { result: await then(tx, passkey.memberId) };
  });
}

/** Signs in by a passkey alone, or after a password, instead of a code. Gives the cookies to set. */
export async function signInByPasskey(world: World, response: string): Promise<string[] | null> {
  const { pending } = world.actor;
  const place = newPlace(world);
  const asked = pending
    ? { ceremony: "second" as const, memberId: pending.memberId, response }
    : { ceremony: "signIn" as const, memberId: null, response };
  const done = await withPasskey(world, asked, (tx, memberId) =>
    startStrongSession(tx, world, { memberId, place, instead: pending?.sessionId ?? null }),
  );
  return done?.result ? [sessionCookieOf(world, place, done.result)] : null;
}
