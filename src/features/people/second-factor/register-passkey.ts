import type { SignedIn, World } from "../../../context.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { tellWayIn } from "../accounts/write-to-owner.ts";
import { relyingParty, takeChallenge } from "./passkey-challenge.ts";
import { insertPasskey, passkeysOf } from "./passkey.store.ts";
import { readRegistration } from "./passkey-response.ts";

export const longestPasskeyName = 60;
const mostPasskeys = 20;

/** Keeps a new passkey of a member. False: it isn't one that was asked for here and now. */
export async function registerPasskey(
  world: World,
  { memberId }: SignedIn,
  { response, name }: { response: string; name: string },
): Promise<boolean> {
  const { ctx } = world;
  const challenge = await takeChallenge(world, "register", memberId);
  const credential = readRegistration(response);
  if (challenge === null || credential === null) return false;
  const { origin, host } = relyingParty(world);
  // Loaded when somebody uses a passkey: it brings much along.
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { registrationInfo } = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    // What it throws says only how the answer is wrong.
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo) return false;
  if ((await passkeysOf(ctx.db.read, memberId)).length >= mostPasskeys) return false;
  const made = registrationInfo.credential;
  const row = {
    id: ctx.token(),
    member_id: memberId,
    name: passkeyName(name) || world.browser || world.site.name,
    host,
    credential_id: made.id,
    public_key: Buffer.from(made.publicKey).toString("base64url"),
    counter: made.counter,
    transports: "",
    at: ctx.now(),
    used_at: null,
  };
  return ctx.db.transact(async (tx) => {
    const isNew = await insertPasskey(tx, row);
    if (isNew) await tellWayIn(tx, world, memberId, { change: "passkeyAdded", name: row.name });
    return isNew;
  });
}

export function passkeyName(typed: string): string {
  return Array.from(cleanLine(typed)).slice(0, longestPasskeyName).join("");
}
