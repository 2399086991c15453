import type { Context } from "../../../context.ts";
import type { Provider } from "./provider.ts";
import { appleProvider } from "./providers/apple.ts";
import { facebookProvider } from "./providers/facebook.ts";
import { githubProvider } from "./providers/github.ts";
import { mastodonProvider } from "./providers/mastodon.ts";
import { openIdProvider } from "./providers/openid.ts";

const made = new WeakMap<Context["config"], readonly Provider[]>();

/** All that the settings switch on, in the order in which readers see them. */
export function providersOf({ config }: Pick<Context, "config">): readonly Provider[] {
  const known = made.get(config) ?? makeProviders(config);
  made.set(config, known);
  return known;
}

export function providerOf(ctx: Pick<Context, "config">, id: string): Provider | null {
  return providersOf(ctx).find((provider) => provider.id === id) ?? null;
}

function makeProviders({ connect }: Context["config"]): Provider[] {
  const { google, apple, facebook, github, mastodon, openId } = connect;
  return [
    ...(google ? [googleProvider(google)] : []),
    ...(apple ? [appleProvider(apple)] : []),
    ...(facebook ? [facebookProvider(facebook)] : []),
    ...(github ? [githubProvider(github)] : []),
    ...(mastodon ? [mastodonProvider] : []),
    ...openId.map(({ id, label, issuer, clientId, secret }) =>
      // By its issuer, not by its name in the settings: that may come to stand for another one.
      openIdProvider({ id, label, issuer, clientId, secret: () => secret, accounts: issuer }),
    ),
  ];
}

function googleProvider({ id: clientId, secret }: { id: string; secret: string }): Provider {
  const issuer = "https://accounts.google.com";
  return openIdProvider({
    id: "google",
    label: "Google",
    issuer,
    clientId,
    secret: () => secret,
    accounts: "google",
  });
}
