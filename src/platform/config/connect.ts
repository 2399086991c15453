import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import type { EnvSetting } from "./config.ts";
import { ConfigError } from "./config-error.ts";

/** What a provider knows this installation by. */
export interface Client {
  id: string;
  secret: string;
}

/** Apple wants no secret but one made from a key: an ES256 private key as PEM. */
export interface AppleClient {
  id: string;
  teamId: string;
  keyId: string;
  key: string;
}

export interface OpenIdClient {
  /** In addresses: `/connect/ID`. */
  id: string;
  label: string;
  issuer: string;
  clientId: string;
  secret: string;
}

/** With which accounts elsewhere readers may sign in. Null or empty: not with those. */
export interface ConnectConfig {
  google: Client | null;
  apple: AppleClient | null;
  facebook: Client | null;
  github: Client | null;
  mastodon: boolean;
  openId: readonly OpenIdClient[];
}

export const connectSettings: readonly EnvSetting[] = [
  { name: "BELOWLINE_GOOGLE", fallback: null, secret: true, about: "sign-in with Google: CLIENT_ID:SECRET" },
  {
    name: "BELOWLINE_APPLE",
    fallback: null,
    secret: false,
    about: "sign-in with Apple: SERVICES_ID:TEAM_ID:KEY_ID",
  },
  {
    name: "BELOWLINE_APPLE_KEY",
    fallback: null,
    secret: true,
    about: "the text of Apple's AuthKey_….p8, which goes with BELOWLINE_APPLE",
  },
  { name: "BELOWLINE_FACEBOOK", fallback: null, secret: true, about: "sign-in with Facebook: APP_ID:SECRET" },
  { name: "BELOWLINE_GITHUB", fallback: null, secret: true, about: "sign-in with GitHub: CLIENT_ID:SECRET" },
  {
    name: "BELOWLINE_MASTODON",
    fallback: "off",
    secret: false,
    about: "on: sign-in with Mastodon, by the name of one's server",
  },
  {
    name: "BELOWLINE_OIDC",
    fallback: null,
    secret: true,
    about: 'OpenID Connect: [{"id":"…","label":"…","issuer":"https://…","clientId":"…","secret":"…"}, …]',
  },
];

type Read = (name: string) => string | null;

export function readConnect(read: Read): ConnectConfig {
  return {
    google: readClient("BELOWLINE_GOOGLE", read),
    apple: readApple(read),
    facebook: readClient("BELOWLINE_FACEBOOK", read),
    github: readClient("BELOWLINE_GITHUB", read),
    mastodon: readSwitch("BELOWLINE_MASTODON", read),
    openId: readOpenId(read),
  };
}

function readClient(name: string, read: Read): Client | null {
  const value = read(name);
  if (value === null) return null;
  const colon = value.indexOf(":");
  const [id, secret] = [value.slice(0, Math.max(colon, 0)).trim(), value.slice(colon + 1).trim()];
  if (!id || !secret) throw new ConfigError(`${name} has to look like ID:SECRET.`);
  return { id, secret };
}

function readApple(read: Read): AppleClient | null {
  const [value, key] = [read("BELOWLINE_APPLE"), read("BELOWLINE_APPLE_KEY")];
  if (value === null && key === null) return null;
  if (value === null || key === null)
    throw new ConfigError("BELOWLINE_APPLE and BELOWLINE_APPLE_KEY belong together: set both or none.");
  const [id, teamId, keyId, ...rest] = value.split(":").map((part) => part.trim());
  if (!id || !teamId || !keyId || rest.length > 0)
    throw new ConfigError("BELOWLINE_APPLE has to look like SERVICES_ID:TEAM_ID:KEY_ID.");
  // In one line, line ends are written \n.
  const pem = key.replaceAll("\\n", "\n");
  if (!isEcKey(pem))
    throw new ConfigError("BELOWLINE_APPLE_KEY is no key like Apple's: -----BEGIN PRIVATE KEY----- …");
  return { id, teamId, keyId, key: pem };
}

function isEcKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}

function readSwitch(name: string, read: Read): boolean {
  const value = read(name) ?? "off";
  if (value !== "on" && value !== "off")
    throw new ConfigError(`${name} is "${value}"; it has to be on or off.`);
  return value === "on";
}

/** Names that stand for something else in `/connect/…`. */
const taken = new Set(["google", "apple", "facebook", "github", "mastodon", "publisher", "finish"]);

const openIdClients = z.array(
  z.strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/, "small letters, digits and hyphens")
      .refine((id) => !taken.has(id), "this name is taken"),
    label: z.string().trim().min(1).max(40),
    issuer: z.string().refine(isIssuer, "an https:// address without a query"),
    clientId: z.string().min(1),
    secret: z.string().min(1),
  }),
);

/** OpenID Connect Discovery 1.0 wants https; on this machine itself, which only tests can reach, http does. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.search || url.hash || url.username || url.password) return false;
  return (
    url.protocol === "https:" ||
    (url.protocol === "http:" && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname))
  );
}

function readOpenId(read: Read): OpenIdClient[] {
  const value = read("BELOWLINE_OIDC");
  if (value === null) return [];
  const found = openIdClients.safeParse(parseJson(value));
  if (!found.success) {
    const [issue] = found.error.issues;
    throw new ConfigError(
      `BELOWLINE_OIDC: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "wrong"}.`,
    );
  }
  for (const key of ["id", "issuer"] as const)
    if (new Set(found.data.map((client) => client[key])).size < found.data.length)
      throw new ConfigError(`BELOWLINE_OIDC: two have the same ${key}.`);
  return found.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError('BELOWLINE_OIDC is no JSON. It has to look like [{"id":"…","label":"…", …}].');
  }
}
