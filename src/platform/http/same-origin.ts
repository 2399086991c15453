import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a changing request came from our own pages. Browsers say so in Sec-Fetch-Site (Fetch Metadata) or Origin;
 * a program that sends neither carries nobody's cookies and is let through.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = headers.origin;
  if (origin === undefined) return true;
  if (origin === publicOrigin) return true;
  return headers.host !== undefined && URL.parse(origin)?.host === headers.host;
}

/** Whether a program's changing request may come from where it comes: our own pages, no page at all, or an allowed one. */
export function isWelcome(
  headers: IncomingHttpHeaders,
  publicOrigin: string,
  allowed: readonly string[],
): boolean {
  const { origin } = headers;
  return (origin !== undefined && allowed.includes(origin)) || isSameOrigin(headers, publicOrigin);
}
