import { createHash } from "node:crypto";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { keepAttempt } from "./attempt.ts";
import { type Provider, ProviderError } from "./provider.ts";
import { callbackAddress, pathWithin, stateOf } from "./way-back.ts";

export interface Beginning {
  /** The path of this site that it is to end at. */
  to: string;
  /** The server that was named, for a provider that has many. */
  host: string | null;
  /** Who connects one more account; null: somebody signs in. */
  memberId: MemberId | null;
}

/** Opens the way to a provider, with a state, a nonce and a PKCE verifier of its own. Null: it can't be reached. */
export async function beginConnecting(
  world: World,
  provider: Provider,
  { to, host, memberId }: Beginning,
): Promise<{ address: string; cookies: string[] } | null> {
  const { ctx, site } = world;
  const nonce = ctx.token();
  const verifier = ctx.token() + ctx.token();
  const { token, cookies } = await keepAttempt(world, "start", {
    provider: provider.id,
    nonce,
    verifier,
    to: pathWithin(to),
    host,
    memberId,
  });
  try {
    const address = await provider.authorize(ctx, {
      redirectUri: callbackAddress(ctx, provider.id),
      state: stateOf(site, token),
      nonce,
      challenge: createHash("sha256").update(verifier).digest("base64url"),
      host,
    });
    return { address, cookies };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn({ provider: provider.id, reason: error.message }, "nobody can be sent to a provider");
    return null;
  }
}
