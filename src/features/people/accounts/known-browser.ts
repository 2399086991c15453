import type { World } from "../../../context.ts";
import { normalAddress } from "./address.ts";

const cookieName = "bl_known";
const aYear = 365 * 24 * 3600;

/**
 * A cookie by which a browser is known again that has signed in to an account. Its tries are counted apart, so that
 * strangers who try an account's password lock out only one another.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function knownBrowserCookie({ ctx }: World, address: string): string {
  const value = ctx.keys.sign("cookie", markOf(ctx, address));
  const secure = ctx.config.url.startsWith("https:") ? "; Secure" : "";
  return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}; Max-Age=${aYear}`;
}

/** Whether this browser has signed in to the account of an address before. */
export function isKnownBrowser({ ctx, headers }: World, address: string): boolean {
  const signed = /(?:^|;\s*)bl_known=([^;]+)/.exec(headers.cookie ?? "")?.[1];
  return signed !== undefined && ctx.keys.verify("cookie", signed) === markOf(ctx, address);
}

function markOf({ keys }: World["ctx"], address: string): string {
  return `known-${keys.hash("account", `browser ${normalAddress(address)}`)}`;
}
