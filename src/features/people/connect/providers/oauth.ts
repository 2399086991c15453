import { z } from "zod";
import type { Context } from "../../../../context.ts";
import { askService } from "../ask-service.ts";
import { ProviderError, type Question, type Reply } from "../provider.ts";

export interface OAuthClient {
  clientId: string;
  secret: string;
  authorizeAt: string;
  tokenAt: string;
  scope: string;
}

/** The way to a provider that speaks OAuth 2.0 (RFC 6749, with PKCE: RFC 7636) and no OpenID Connect. */
export function authorizeAddress(client: OAuthClient, question: Question): string {
  const url = new URL(client.authorizeAt);
  const parameters = {
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: question.redirectUri,
    scope: client.scope,
    state: question.state,
    code_challenge: question.challenge,
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

// GitHub answers errors with status 200 too.
const answer = z.union([z.object({ access_token: z.string().min(1) }), z.object({ error: z.string() })]);

/** The code's access token, or the error by which the provider refused it. */
export async function exchangeCode(
  ctx: Context,
  client: OAuthClient,
  reply: Reply,
): Promise<{ accessToken: string } | { error: string }> {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: reply.code,
    redirect_uri: reply.redirectUri,
    code_verifier: reply.verifier,
    client_id: client.clientId,
    client_secret: client.secret,
  });
  const { body } = await askService(ctx, client.tokenAt, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  const read = answer.safeParse(body);
  // Facebook's errors are objects.
  if (!read.success) return { error: "no token" };
  return "error" in read.data ? { error: read.data.error } : { accessToken: read.data.access_token };
}

export async function accessTokenOf(ctx: Context, client: OAuthClient, reply: Reply): Promise<string> {
  const tokens = await exchangeCode(ctx, client, reply);
  if ("accessToken" in tokens) return tokens.accessToken;
  throw new ProviderError("unbelievable", `no token for the code: ${tokens.error.slice(0, 40)}`);
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** What a provider says of somebody, in the shape that its documentation promises. */
export function shaped<T>(schema: z.ZodType<T>, told: unknown): T {
  const read = schema.safeParse(told);
  if (read.success) return read.data;
  throw new ProviderError("unbelievable", "an answer of the wrong shape");
}
