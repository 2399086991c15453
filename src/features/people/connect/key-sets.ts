import type { JSONWebKeySet, JWTVerifyGetKey } from "jose";
import { z } from "zod";
import type { Context } from "../../../context.ts";
import { readFromService } from "./ask-service.ts";

const aMinute = 60_000;
/** Asked for again after this time, so that a key which was taken back ends. */
const freshFor = 10 * aMinute;
/** While the address doesn't answer, what it said last holds. */
const staleFor = 24 * 60 * aMinute;
/** Between two looks for a key that isn't there. */
const pause = aMinute / 2;
const most = 50;

const shape = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

interface Held {
  keys: JSONWebKeySet;
  /** When it was last had, and last asked for: milliseconds since 1970. */
  at: number;
  askedAt: number;
}

const held = new WeakMap<Context, Map<string, Held>>();

/**
 * The keys at an address (JWKS, RFC 7517), as `jose` asks for them: kept for ten minutes, looked for again when one is
 * asked for by a name (`kid`) that isn't among them, kept for a day while the address doesn't answer.
 */
export function keysAt(ctx: Context, address: string): JWTVerifyGetKey {
  return async (header, token) => {
    const known = await current(ctx, address);
    const { createLocalJWKSet, errors } = await import("jose");
    try {
      return await createLocalJWKSet(known.keys)(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || ctx.now() - known.askedAt < pause) throw error;
      known.askedAt = ctx.now();
      const renewed = await fetchKeys(ctx, address);
      return createLocalJWKSet(renewed.keys)(header, token);
    }
  };
}

async function current(ctx: Context, address: string): Promise<Held> {
  const known = held.get(ctx)?.get(address);
  const age = known ? ctx.now() - known.at : Number.POSITIVE_INFINITY;
  if (known && (age < freshFor || (age < staleFor && ctx.now() - known.askedAt < pause))) return known;
  try {
    return await fetchKeys(ctx, address);
  } catch (error) {
    if (!known || age >= staleFor) throw error;
    known.askedAt = ctx.now();
    return known;
  }
}

async function fetchKeys(ctx: Context, address: string): Promise<Held> {
  const sent = { headers: { accept: "application/jwk-set+json, application/json" } };
  const { keys } = shape.parse(await readFromService(ctx, address, sent));
  const found: Held = { keys: { keys }, at: ctx.now(), askedAt: ctx.now() };
  const all = held.get(ctx) ?? new Map<string, Held>();
  held.set(ctx, all);
  if (all.size >= most) all.clear();
  all.set(address, found);
  return found;
}
