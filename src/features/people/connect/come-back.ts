import type { World } from "../../../context.ts";
import { type Arrival, arrive, connectMore } from "./arrive.ts";
import { type Attempt, takeAttempt } from "./attempt.ts";
import { type Profile, type Provider, ProviderError } from "./provider.ts";
import { callbackAddress } from "./way-back.ts";

/** What a provider sent somebody back with. */
export interface Brought {
  /** The token in the state. */
  token: string;
  code: string | null;
  /** RFC 6749, section 4.1.2.1. */
  error: string | null;
  /** RFC 9207. */
  issuer: string | null;
  name: string;
}

/** Somebody comes back from a provider: finds out who they are there, and lets them in. */
export async function comeBack(world: World, provider: Provider, brought: Brought): Promise<Arrival> {
  const { ctx } = world;
  // Gone from here on, whatever comes of it: nothing that is brought twice is looked at twice.
  const attempt = await ctx.db.transact((tx) => takeAttempt(tx, world, "start", brought.token));
  // Each provider has an address of its own to come back to, so no answer is taken for another's: RFC 9700, 4.4.
  if (!attempt || attempt.provider !== provider.id) return { kind: "refused", why: "lost", to: "/" };
  const { to, memberId } = attempt;
  if (brought.error !== null || brought.code === null) return { kind: "refused", why: "cancelled", to };
  const found = await identify(world, provider, attempt, { ...brought, code: brought.code });
  if (typeof found === "string") return { kind: "refused", why: found, to };
  if (memberId !== null) return connectMore(world, found, { memberId, to });
  const { id, label } = provider;
  return arrive(world, { provider: id, label, profile: found, to, remember: true, grants: null });
}

async function identify(
  { ctx }: World,
  provider: Provider,
  { nonce, verifier, host }: Attempt<"start">,
  { code, issuer, name }: Brought & { code: string },
): Promise<Profile | "unreachable" | "unbelievable"> {
  try {
    const redirectUri = callbackAddress(ctx, provider.id);
    return await provider.identify(ctx, { code, redirectUri, nonce, verifier, host, issuer, name });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // The reason tells nothing of who it was.
    ctx.log.warn({ provider: provider.id, reason: error.message }, "a provider's answer was refused");
    return error.kind;
  }
}
