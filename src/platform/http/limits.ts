import type { FastifyRequest } from "fastify";
import { networkOf } from "./network.ts";
import type { Quota, RateLimit } from "./rate-limit.ts";
import type { Route } from "./route.ts";

export interface Limits {
  /** Counts by the minute. */
  rateLimit: RateLimit;
  /** For what one network does to one thing: counts by the day. */
  dailyLimit: RateLimit;
}

/**
 * Counts a request against the limits of its route ("take"), or says what would be left if it were counted ("look").
 * None: it has no limit.
 */
export function quotasOf<World>(
  act: "take" | "look",
  route: Omit<Route<World>, "handle" | "prepare">,
  request: Pick<FastifyRequest, "ip" | "params">,
  { rateLimit, dailyLimit }: Limits,
): Quota[] {
  const network = networkOf(request.ip);
  const { method, path, limit, limitPerThing, countsAs } = route;
  const quotas: Quota[] = [];
  if (limit !== undefined) quotas.push(rateLimit[act](`${method} ${path} ${network}`, limit));
  if (limitPerThing !== undefined && !quotas.some((quota) => quota.isExceeded)) {
    const thing = JSON.stringify(request.params);
    quotas.push(dailyLimit[act](`${countsAs ?? path} ${thing} ${network}`, limitPerThing));
  }
  return quotas;
}

/**
 * Tells a program how much it may still ask: RateLimit-Policy and RateLimit, by IETF draft-ietf-httpapi-ratelimit-headers
 * in its last edition (10), which holds more than one limit.
 */
export function quotaHeaders(quotas: readonly Quota[]): Record<string, string> {
  if (quotas.length === 0) return {};
  const nameOf = ({ window }: Quota) => (window === 60 ? "minute" : "day");
  const policies = quotas.map((quota) => `"${nameOf(quota)}";q=${quota.limit};w=${quota.window}`);
  const left = quotas.map((quota) => `"${nameOf(quota)}";r=${quota.remaining};t=${quota.reset}`);
  return { "ratelimit-policy": policies.join(", "), ratelimit: left.join(", ") };
}
