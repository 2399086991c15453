import type { Context } from "../../context.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { type Site, siteUrl } from "../sites/site.ts";
import type { Topic } from "./mail.ts";

// Whoever holds such a link may change which mails a member gets, and nothing else: mail is forwarded and archived.

function tokenOf({ keys }: Context, memberId: MemberId): string {
  return keys.sign("link", `mail.${memberId}`);
}

/** Whose mail settings a link opens; null: it isn't one of ours. */
export function readMailLink({ keys }: Context, token: string): MemberId | null {
  const value = keys.verify("link", token);
  return value?.startsWith("mail.") ? (value.slice("mail.".length) as MemberId) : null;
}

export function settingsLink(ctx: Context, site: Site, memberId: MemberId): string {
  return siteUrl(site, ctx.config.url, `/mail/settings?for=${tokenOf(ctx, memberId)}`);
}

export function unsubscribeLink(ctx: Context, site: Site, memberId: MemberId, topic: Topic): string {
  return siteUrl(site, ctx.config.url, `/mail/unsubscribe?for=${tokenOf(ctx, memberId)}&of=${topic}`);
}
