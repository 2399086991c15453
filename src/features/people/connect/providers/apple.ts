import { createPrivateKey } from "node:crypto";
import type { Context } from "../../../../context.ts";
import type { AppleClient } from "../../../../platform/config/connect.ts";
import type { Provider } from "../provider.ts";
import { openIdProvider } from "./openid.ts";

const issuer = "https://appleid.apple.com";
const fiveMinutes = 300;

/**
 * Apple speaks OpenID Connect, with a secret that is signed anew each time and, where a name or an address is asked for, an
 * answer that comes as a form. https://developer.apple.com/documentation/signinwithapplerestapi
 */
export function appleProvider(client: AppleClient): Provider {
  return openIdProvider({
    id: "apple",
    label: "Apple",
    issuer,
    clientId: client.id,
    secret: (ctx) => clientSecret(ctx, client),
    accounts: "apple",
    scope: "openid name email",
    extra: { response_mode: "form_post" },
  });
}

async function clientSecret(ctx: Context, { id, teamId, keyId, key }: AppleClient): Promise<string> {
  const now = Math.floor(ctx.now() / 1000);
  const { SignJWT } = await import("jose");
  return new SignJWT()
    .setProtectedHeader({ alg: "ES256", kid: keyId })
    .setIssuer(teamId)
    .setSubject(id)
    .setAudience(issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + fiveMinutes)
    .sign(createPrivateKey(key));
}
