import type { IncomingMessage, ServerResponse } from "node:http";
import { encodingFor, isKnown } from "./kept-page.ts";
import type { PageCache } from "./page-cache.ts";
import { sendReady } from "./ready-response.ts";

/**
 * All our cookies begin with "bl_": who has one may see other pages than everybody. But this one tells only how somebody
 * wants to see pages.
 */
export const viewCookie = "bl_view";
const otherCookie = /(?:^|;\s*)bl_(?!view=)/;
const viewIn = /(?:^|;\s*)bl_view=([^;]*)/;

export const ownCacheControl = "private, no-cache";
/** What is said to caches in front alone, and not of what is for one reader. */
export const cacheHeaders = ["cdn-cache-control", "surrogate-key", "cache-tag"] as const;

/** What tells a reader of kept pages from others, and one page from another. */
interface Asked {
  host: string;
  view: string;
  accepted: string;
  ifNoneMatch: string;
}

/**
 * What a request for a page that everybody may see asks, or null for any other request. Only the raw headers are
 * looked at: to have Node make an object of them costs as much as all the rest.
 */
function readAsked({ method, rawHeaders }: IncomingMessage): Asked | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const asked: Asked = { host: "", view: "", accepted: "", ifNoneMatch: "" };
  let hasCookie = false;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1] ?? "";
    switch (rawHeaders[at]?.toLowerCase()) {
      case "host":
        // Twice, it could be read in two ways; so could the cookies.
        if (asked.host !== "") return null;
        asked.host = value;
        break;
      case "accept-encoding":
        asked.accepted = value;
        break;
      case "if-none-match":
        asked.ifNoneMatch = value;
        break;
      case "cookie":
        if (hasCookie || otherCookie.test(value)) return null;
        hasCookie = true;
        asked.view = viewIn.exec(value)?.[1] ?? "";
        break;
      case "x-fragment":
      case "belowline-device":
      case "origin":
      case "content-length":
      case "transfer-encoding":
        return null;
    }
  }
  return asked;
}

/** The address under which a request's page can be remembered; null: the next such request has to be looked at anew. */
export function laneAddress(request: IncomingMessage, url: string): string | null {
  const asked = readAsked(request);
  return asked && addressOf(asked, url);
}

function addressOf({ host, view }: Asked, url: string): string {
  return `${host} ${view} ${url}`;
}

/**
 * Answers a request from the kept pages, before anything else is done about it. False when it has to go the whole way.
 */
export function serveKept(request: IncomingMessage, response: ServerResponse, cache: PageCache): boolean {
  const asked = readAsked(request);
  if (!asked) return false;
  const found = cache.find(addressOf(asked, request.url ?? "/"));
  if (!found) return false;
  const { page, cookie } = found;
  if (asked.ifNoneMatch !== "" && isKnown(asked.ifNoneMatch, page.etag))
    return sendReady(response, {
      status: 304,
      head: withCookie(page.unchangedText, cookie),
      body: undefined,
    });
  const ready = page.has(encodingFor(asked.accepted));
  if (!ready) return false;
  const body = request.method === "HEAD" ? undefined : ready.body;
  return sendReady(response, { status: page.status, head: withCookie(ready.text, cookie), body });
}

const forCaches = new RegExp(`^(?:${cacheHeaders.join("|")}): .*\\r\\n`, "gm");

/** A head with the cookie that comes with an address. What sets a cookie is for one reader. */
function withCookie(head: string, cookie: string | null): string {
  if (cookie === null) return head;
  const own = head
    .replace(forCaches, "")
    .replace(/^cache-control: .*$/m, `cache-control: ${ownCacheControl}`);
  return `${own}set-cookie: ${cookie}\r\n`;
}
