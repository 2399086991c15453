import type { Context } from "../../../context.ts";
import { type SiteId, readId } from "../../../platform/lib/ids.ts";
import { providersOf } from "./providers.ts";

const publisherOf = /^publisher-(\d+)$/;

/** What names a site's publisher in `sign_in_method.provider_id`. */
export function publisherAccounts(siteId: SiteId): string {
  return `publisher-${siteId}`;
}

/** What a way of signing in is called, and whether it is a provider that the settings switch on. */
export function methodLabel(ctx: Context, accounts: string): { label: string; isSwitchedOn: boolean } {
  const ofSite = publisherOf.exec(accounts)?.[1];
  if (ofSite !== undefined) {
    const id = readId<SiteId>(ofSite);
    const site = id === null ? null : ctx.sites.byId(id);
    return { label: site?.name ?? accounts, isSwitchedOn: false };
  }
  const [id, host] = accounts.split("@");
  const provider = providersOf(ctx).find((each) => each.accounts === accounts || each.accounts === id);
  const label = provider?.label ?? nameOf(id ?? accounts);
  return { label: host ? `${label} (${host})` : label, isSwitchedOn: provider !== undefined };
}

const names: Readonly<Record<string, string>> = {
  google: "Google",
  apple: "Apple",
  facebook: "Facebook",
  github: "GitHub",
  mastodon: "Mastodon",
};

/** Of a provider that the settings don't switch on. */
function nameOf(accounts: string): string {
  return names[accounts] ?? URL.parse(accounts)?.host ?? accounts;
}
