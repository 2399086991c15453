import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";
import { isPublicAddress } from "../src/platform/lib/public-address.ts";
import type { Network } from "../src/platform/lib/safe-fetch.ts";

export interface Claims {
  name?: string;
  email?: string;
  email_verified?: boolean;
}

/** A real provider of OpenID Connect on this machine, where whoever comes is signed in as `who`. */
export interface OpenId {
  issuer: string;
  clientId: string;
  secret: string;
  /** Its signing key, as a JWK with its private part: for tokens that it never made. */
  key: CryptoKey;
  who: string;
  people: Map<string, Claims>;
  /** What becomes of each ID token on its way to whoever asked for it. */
  tamper: ((idToken: string) => Promise<string>) | null;
  /** A browser that goes to an address there: where it is sent in the end. */
  visit(address: string): Promise<string>;
  stop(): void;
}

/** Lets requests through to this machine; `instead` sends those for other hosts to it. */
export function loopback(instead?: (url: URL) => URL): Network {
  return {
    resolve: async () => [],
    isAllowed: (address) => address === "127.0.0.1" || isPublicAddress(address),
    ...(instead ? { instead } : {}),
  };
}

export async function startOpenId(id: string, redirectUri: string): Promise<OpenId> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" };
  const state: OpenId = {
    issuer,
    clientId: `belowline-${id}`,
    secret: `secret of ${id}, with signs: +/%&`,
    key: privateKey,
    who: "alma",
    people: new Map([["alma", { name: "Alma Reed", email: "alma@example.org", email_verified: true }]]),
    tamper: null,
    visit: (address) => visit(issuer, address),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const provider = openProvider(state, jwk, redirectUri);
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return handle(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: state.who } });
  });
  return state;
}

function openProvider(state: OpenId, jwk: object, redirectUri: string): Provider {
  const provider = new Provider(state.issuer, {
    clients: [
      {
        client_id: state.clientId,
        client_secret: state.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ["a key for cookies"] },
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...state.people.get(accountId) }),
    }),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
    loadExistingGrant: async ({
      oidc,
    }: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (exchange, next) => {
    await next();
    const body = exchange.body as { id_token?: string } | undefined;
    if (exchange.path === "/token" && body?.id_token && state.tamper)
      body.id_token = await state.tamper(body.id_token);
  });
  return provider;
}

/** Follows redirects within the provider, with its cookies, until they leave it. */
async function visit(issuer: string, address: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = address;
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (!location) throw new Error(`${answer.status} at ${at}: ${(await answer.text()).slice(0, 300)}`);
    at = new URL(location, at).href;
    if (!at.startsWith(`${issuer}/`)) return at;
  }
  throw new Error("too many redirects");
}
