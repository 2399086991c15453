import { z } from "zod";
import type { Context } from "../../../../context.ts";
import { askService, readFromService } from "../ask-service.ts";
import { keysAt } from "../key-sets.ts";
import { type Profile, type Provider, ProviderError, type Reply } from "../provider.ts";

export interface OpenIdOptions {
  id: string;
  label: string;
  issuer: string;
  clientId: string;
  /** The secret, or what makes one for the moment. */
  secret(ctx: Context): string | Promise<string>;
  /** What names its accounts. */
  accounts: string;
  scope?: string;
  /** Further parameters of the way there. */
  extra?: Readonly<Record<string, string>>;
}

const discovered = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string().optional(),
  jwks_uri: z.string(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});
type Discovered = z.output<typeof discovered>;

// RFC 8725: no "none", and nothing that is signed with a secret that both sides know.
const algorithms = ["RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
/** Seconds by which clocks may differ. */
const clockTolerance = 60;

const claims = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
});
const person = z.object({
  sub: z.string(),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  // Apple has written it as a text.
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional()
    .catch(undefined),
});

/** A provider of OpenID Connect, by its issuer: the code flow of OpenID Connect Core 1.0, section 3.1. */
export function openIdProvider(options: OpenIdOptions): Provider {
  const { id, label, clientId, accounts } = options;
  return {
    id,
    label,
    accounts,
    authorize: async (ctx, question) => {
      const { authorization_endpoint } = await discover(ctx, options.issuer);
      const url = new URL(authorization_endpoint);
      const parameters = {
        response_type: "code",
        client_id: clientId,
        redirect_uri: question.redirectUri,
        scope: options.scope ?? "openid profile email",
        state: question.state,
        nonce: question.nonce,
        code_challenge: question.challenge,
        code_challenge_method: "S256",
        ...options.extra,
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    identify: (ctx, reply) => identify(ctx, options, reply),
  };
}

async function identify(ctx: Context, options: OpenIdOptions, reply: Reply): Promise<Profile> {
  const service = await discover(ctx, options.issuer);
  const isSaid = reply.issuer !== null || service.authorization_response_iss_parameter_supported;
  if (isSaid && reply.issuer !== service.issuer) throw unbelievable("another issuer answered");
  const tokens = await exchange(ctx, options, service, reply);
  const sub = await verify(ctx, options, service, { ...reply, idToken: tokens.idToken });
  let known = person.parse(sub.payload);
  if (service.userinfo_endpoint && (known.email === undefined || known.name === undefined)) {
    const told = await userinfo(ctx, service.userinfo_endpoint, tokens.accessToken);
    // OpenID Connect Core 1.0, section 5.3.2: it may be somebody else's.
    if (told.sub !== known.sub) throw unbelievable("userinfo of somebody else");
    known = { ...told, ...definedOf(known) };
  }
  return {
    accounts: options.accounts,
    accountId: known.sub,
    name: known.name ?? reply.name,
    address: known.email_verified === true ? (known.email ?? null) : null,
  };
}

function definedOf(known: z.output<typeof person>) {
  // An address goes with what the same answer says of it.
  const { email, email_verified, ...rest } = known;
  return { ...rest, ...(email === undefined ? {} : { email, email_verified }) };
}

const tokenAnswer = z.object({ access_token: z.string(), id_token: z.string() });

async function exchange(ctx: Context, options: OpenIdOptions, service: Discovered, reply: Reply) {
  const secret = await options.secret(ctx);
  const isBasic = service.token_endpoint_auth_methods_supported.includes("client_secret_basic");
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: reply.code,
    redirect_uri: reply.redirectUri,
    code_verifier: reply.verifier,
    ...(isBasic ? {} : { client_id: options.clientId, client_secret: secret }),
  });
  const { status, body } = await askService(ctx, service.token_endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(isBasic ? { authorization: basic(options.clientId, secret) } : {}),
    },
    body: form.toString(),
  });
  const tokens = tokenAnswer.safeParse(body);
  if (status !== 200 || !tokens.success) throw unbelievable(`no tokens for the code, status ${status}`);
  return { accessToken: tokens.data.access_token, idToken: tokens.data.id_token };
}

/** RFC 6749, section 2.3.1: both are form-encoded first. */
function basic(id: string, secret: string): string {
  const encoded = (text: string) => new URLSearchParams({ a: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString("base64")}`;
}

/** OpenID Connect Core 1.0, section 3.1.3.7. */
async function verify(
  ctx: Context,
  options: OpenIdOptions,
  service: Discovered,
  { idToken, nonce }: { idToken: string; nonce: string },
) {
  const { errors, jwtVerify } = await import("jose");
  try {
    const verified = await jwtVerify(idToken, keysAt(ctx, service.jwks_uri), {
      algorithms,
      issuer: service.issuer,
      audience: options.clientId,
      requiredClaims: ["exp", "iat", "sub", "nonce"],
      currentDate: new Date(ctx.now()),
      clockTolerance,
    });
    const { aud, azp, nonce: given } = claims.parse(verified.payload);
    if (given !== nonce) throw unbelievable("another nonce");
    const isForOthersToo = Array.isArray(aud) && aud.length > 1;
    if (azp === undefined ? isForOthersToo : azp !== options.clientId)
      throw unbelievable("for another client");
    return verified;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unbelievable(error.code);
    if (error instanceof z.ZodError) throw unbelievable("claims of the wrong shape");
    throw error;
  }
}

async function userinfo(ctx: Context, address: string, accessToken: string) {
  const told = await readFromService(ctx, address, { headers: { authorization: `Bearer ${accessToken}` } });
  const read = person.safeParse(told);
  if (!read.success) throw unbelievable("userinfo of the wrong shape");
  return read.data;
}

const anHour = 3_600_000;
const known = new WeakMap<Context, Map<string, { service: Discovered; at: number }>>();

/** OpenID Connect Discovery 1.0, section 4; asked for again after an hour, kept while there is no answer. */
async function discover(ctx: Context, issuer: string): Promise<Discovered> {
  const all = known.get(ctx) ?? new Map<string, { service: Discovered; at: number }>();
  known.set(ctx, all);
  const kept = all.get(issuer);
  if (kept && ctx.now() - kept.at < anHour) return kept.service;
  try {
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const read = discovered.safeParse(await readFromService(ctx, address));
    if (!read.success) throw unbelievable("discovery of the wrong shape");
    const service = read.data;
    if (service.issuer !== issuer) throw unbelievable("discovery of another issuer");
    const { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = service;
    const addresses = [authorization_endpoint, token_endpoint, userinfo_endpoint ?? issuer, jwks_uri];
    const scheme = URL.parse(issuer)?.protocol;
    if (!addresses.every((each) => [scheme, "https:"].includes(URL.parse(each)?.protocol ?? "")))
      throw unbelievable("discovery with addresses that aren't safe");
    all.set(issuer, { service, at: ctx.now() });
    return service;
  } catch (error) {
    if (kept && error instanceof ProviderError && error.kind === "unreachable") return kept.service;
    throw error;
  }
}

function unbelievable(reason: string): ProviderError {
  return new ProviderError("unbelievable", reason);
}
