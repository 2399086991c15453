import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { z } from "zod";
import type { Context } from "../../../../context.ts";
import { askService, readFromService } from "../ask-service.ts";
import { type Provider, ProviderError, type Reply } from "../provider.ts";
import { deleteApp, findApp, saveApp } from "./mastodon.store.ts";
import { authorizeAddress, bearer, exchangeCode, type OAuthClient, shaped } from "./oauth.ts";

// What all versions know: https://docs.joinmastodon.org/api/oauth-scopes/
const scope = "read:accounts";

/**
 * A server's name in what somebody typed: "social.example", "@alma@social.example" or "https://social.example/@alma".
 * Null: nothing that could be one.
 */
export function serverName(typed: string): string | null {
  const bare = typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/, "");
  const host = domainToASCII(bare.slice(bare.lastIndexOf("@") + 1).replace(/\.$/, ""));
  const looksRight = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host);
  return looksRight && host.length <= 253 && isIP(host) === 0 ? host : null;
}

export const mastodonProvider: Provider = {
  id: "mastodon",
  label: "Mastodon",
  accounts: "mastodon",
  hasServers: true,
  authorize: async (ctx, question) =>
    authorizeAddress(await appAt(ctx, hostOf(question), question.redirectUri), question),
  identify: async (ctx, reply) => {
    const host = hostOf(reply);
    const app = await appAt(ctx, host, reply.redirectUri);
    const token = await tokenOf(ctx, { host, app, reply });
    const told = await readFromService(
      ctx,
      `https://${host}/api/v1/accounts/verify_credentials`,
      bearer(token),
    );
    const { id, username, display_name } = shaped(account, told);
    return { accounts: `mastodon@${host}`, accountId: id, name: display_name || username, address: null };
  },
};

const account = z.object({
  id: z.string().min(1).max(255),
  username: z.string(),
  display_name: z.string().default(""),
});

function hostOf({ host }: { host: string | null }): string {
  if (host === null) throw new ProviderError("unreachable", "no server was named");
  return host;
}

interface Exchange {
  host: string;
  app: OAuthClient;
  reply: Reply;
}

async function tokenOf(ctx: Context, { host, app, reply }: Exchange): Promise<string> {
  const tokens = await exchangeCode(ctx, app, reply);
  if ("accessToken" in tokens) return tokens.accessToken;
  // The server has forgotten us: next time we introduce ourselves again.
  if (tokens.error === "invalid_client") await ctx.db.transact((tx) => deleteApp(tx, host, app.clientId));
  throw new ProviderError("unbelievable", "no token for the code");
}

const registered = z.object({
  client_id: z.string().min(1).max(500),
  client_secret: z.string().min(1).max(500),
});

/** What a server knows us by; where it doesn't yet, we register. https://docs.joinmastodon.org/methods/apps/#create */
async function appAt(ctx: Context, host: string, redirectUri: string): Promise<OAuthClient> {
  const client = {
    authorizeAt: `https://${host}/oauth/authorize`,
    tokenAt: `https://${host}/oauth/token`,
    scope,
  };
  const known = await findApp(ctx.db.read, host);
  if (known && known.redirect_uri === redirectUri)
    return { ...client, clientId: known.client_id, secret: ctx.keys.open("connect", known.secret_sealed) };
  const { status, body } = await askService(ctx, `https://${host}/api/v1/apps`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      client_name: nameOf(ctx),
      redirect_uris: redirectUri,
      scopes: scope,
      website: ctx.config.url,
    }).toString(),
  });
  if (status !== 200) throw new ProviderError("unreachable", `registering: status ${status}`);
  const { client_id, client_secret } = shaped(registered, body);
  await ctx.db.transact((tx) =>
    saveApp(tx, {
      host,
      redirect_uri: redirectUri,
      client_id,
      secret_sealed: ctx.keys.seal("connect", client_secret),
      at: ctx.now(),
    }),
  );
  return { ...client, clientId: client_id, secret: client_secret };
}

/** What people are asked there whether they trust. */
function nameOf({ sites }: Context): string {
  return sites.all()[0]?.name ?? "Belowline";
}
