import type { SignedIn, World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { type Ceremony, giveChallenge, relyingParty } from "./passkey-challenge.ts";
import { passkeysOf } from "./passkey.store.ts";

/** What the browser is told, and the cookie by which it is known to have been told. */
export interface PasskeyOptions {
  options: object;
  cookie: string;
}

/** For making a passkey. The authenticator shows the member's name and handle, and nothing of their address. */
export async function registrationOptions(world: World, member: SignedIn): Promise<PasskeyOptions> {
  const { ctx, site } = world;
  const { challenge, cookie } = giveChallenge(world, "register", member.memberId);
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: relyingParty(world).host,
    // Tells nothing, and is the same each time: a second passkey on the same authenticator takes the first one's place.
    userID: new Uint8Array(Buffer.from(ctx.keys.hash("factor", `user ${member.memberId}`), "base64url")),
    userName: member.handle,
    userDisplayName: member.name,
    challenge,
    attestationType: "none",
    excludeCredentials: await credentialsOf(world, member.memberId),
    // It stands for a password and a second factor at once, so it has to know who holds it.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { options, cookie };
}

/** For using one, whichever the reader has here, or this member's. */
export async function useOptions(
  world: World,
  ceremony: Exclude<Ceremony, "register">,
  memberId: MemberId | null,
): Promise<PasskeyOptions> {
  const { challenge, cookie } = giveChallenge(world, ceremony, memberId);
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(world).host,
    challenge,
    userVerification: "required",
    ...(memberId === null ? {} : { allowCredentials: await credentialsOf(world, memberId) }),
  });
  return { options, cookie };
}

async function credentialsOf(world: World, memberId: MemberId) {
  const { host } = relyingParty(world);
  const passkeys = await passkeysOf(world.ctx.db.read, memberId);
  return passkeys.filter((passkey) => passkey.host === host).map(({ credential_id: id }) => ({ id }));
}
