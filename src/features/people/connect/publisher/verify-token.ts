import { createPublicKey } from "node:crypto";
import type { JWTVerifyOptions } from "jose";
import { z } from "zod";
import type { World } from "../../../../context.ts";
import { siteUrl } from "../../../sites/site.ts";
import { keysAt } from "../key-sets.ts";
import { ProviderError } from "../provider.ts";
import type { Grants } from "./grants.ts";
import type { Publisher } from "./publisher.ts";

/** What a publisher says of a reader whom they hand over. */
export interface HandedOver {
  sub: string;
  /** Names this token among the publisher's. */
  jti: string;
  /** When it could not be used any more: milliseconds since 1970. */
  until: number;
  name: string;
  /** Only where the publisher has verified it. */
  address: string | null;
  grants: Grants;
}

/** Why a token isn't believed: for the publisher, who has to mend it. */
export type Flaw =
  | "shape"
  | "signature"
  | "issuer"
  | "audience"
  | "expired"
  | "too-long"
  | "not-yet"
  | "claims"
  | "keys-unreachable";

/** Seconds by which clocks may differ. */
const tolerance = 60;
const longestLife = 600;
const longestToken = 8192;

const claims = z.object({
  sub: z.string().min(1).max(255),
  jti: z.string().min(1).max(255),
  iat: z.number(),
  exp: z.number(),
  name: z.string().max(1000).default(""),
  email: z.string().max(254).optional(),
  email_verified: z.boolean().default(false),
  subscriber: z.boolean().optional(),
  roles: z.array(z.string().max(100)).max(50).optional(),
});

/** Checks a publisher's token (RFC 7519, and RFC 8725 for what to mind): who signed it, for whom, and for how long. */
export async function verifyToken(
  world: World,
  publisher: Publisher,
  token: string,
): Promise<HandedOver | { flaw: Flaw }> {
  if (token.length > longestToken) return { flaw: "shape" };
  const { ctx, site, now } = world;
  const home = siteUrl(site, ctx.config.url, "");
  const options: JWTVerifyOptions = {
    algorithms: [publisher.key.alg],
    issuer: publisher.issuer,
    audience: [home, `${home}/`],
    requiredClaims: ["exp", "iat", "jti", "sub"],
    currentDate: new Date(now),
    clockTolerance: tolerance,
  };
  try {
    const { payload } = await verifyWith(world, publisher, token, options);
    const read = claims.safeParse(payload);
    if (!read.success) return { flaw: "claims" };
    const { iat, exp } = read.data;
    if (iat > now / 1000 + tolerance) return { flaw: "not-yet" };
    if (exp > now / 1000 + longestLife + tolerance) return { flaw: "too-long" };
    return handedOver(publisher, read.data);
  } catch (error) {
    return { flaw: await flawOf(error) };
  }
}

async function verifyWith({ ctx }: World, { key }: Publisher, token: string, options: JWTVerifyOptions) {
  const { jwtVerify } = await import("jose");
  switch (key.kind) {
    case "keySet":
      return jwtVerify(token, keysAt(ctx, key.url), options);
    case "secret":
      return jwtVerify(token, Buffer.from(key.bytes, "base64url"), options);
    case "public":
      return jwtVerify(token, createPublicKey(key.pem), options);
  }
}

function handedOver({ roles: known }: Publisher, read: z.output<typeof claims>): HandedOver {
  const { sub, jti, exp, name, email, email_verified, subscriber, roles } = read;
  // The strongest of the roles that mean something here.
  const strongest = (["editor", "moderator", "reporter"] as const).find((role) =>
    roles?.some((theirs) => Object.hasOwn(known, theirs) && known[theirs] === role),
  );
  return {
    sub,
    jti,
    until: (exp + 2 * tolerance) * 1000,
    name,
    address: email_verified ? (email ?? null) : null,
    grants: {
      isSubscriber: subscriber ?? null,
      role: roles === undefined || Object.keys(known).length === 0 ? null : (strongest ?? "none"),
    },
  };
}

async function flawOf(error: unknown): Promise<Flaw> {
  const { errors } = await import("jose");
  if (error instanceof ProviderError) return "keys-unreachable";
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "iss") return "issuer";
    if (error.claim === "aud") return "audience";
    return error.claim === "nbf" ? "not-yet" : "claims";
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return "shape";
  if (error instanceof errors.JOSEError) return "signature";
  throw error;
}
