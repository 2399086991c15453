import type { Context } from "../../../context.ts";
import type { SiteId } from "../../../platform/lib/ids.ts";
import { readId } from "../../../platform/lib/ids.ts";
import { siteUrl } from "../../sites/site.ts";
import type { OpenSite } from "../../sites/sites.ts";

/** A path of the site that somebody is to be led to, or its front page where `to` is no such path. */
export function pathWithin(to: string): string {
  const isPath = /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to) && to.length <= 2000;
  return isPath && URL.parse(to, "http://site.invalid")?.host === "site.invalid" ? to : "/";
}

/**
 * Where a provider sends people back to: the same address for all sites, since providers want each one registered. The
 * site that answers there leads on to the one where somebody began.
 */
export function callbackAddress(ctx: Context, provider: string): string {
  const { url } = ctx.config;
  const site = ctx.sites.resolve(new URL(url).host, "/").site ?? ctx.sites.all()[0];
  const path = `/connect/${provider}/callback`;
  return site ? siteUrl(site, url, path) : `${url}${path}`;
}

/** The state that a provider gives back (RFC 6749, section 10.12): a site's id and what only the browser can use. */
export function stateOf(site: OpenSite, token: string): string {
  return `${site.id}-${token}`;
}

export function readState(ctx: Context, state: string): { site: OpenSite; token: string } | null {
  const dash = state.indexOf("-");
  const id = dash < 0 ? null : readId<SiteId>(state.slice(0, dash));
  const site = id === null ? null : ctx.sites.byId(id);
  return site && { site, token: state.slice(dash + 1) };
}
