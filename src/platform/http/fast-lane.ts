import type { IncomingMessage, ServerResponse } from "node:http";
import type { Changes } from "./changes.ts";
import { encodingFor, isKnown, type KeptPage, type Rendered, takesGzip } from "./kept-page.ts";
import type { KnownReaders } from "./known-readers.ts";
import type { PageCache } from "./page-cache.ts";
import type { PiecedPage, RenderedPieces } from "./pieced-page.ts";
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

/** All from which a request may be answered before anything else is done about it. */
export interface Lanes<World> {
  cache: PageCache<Rendered, KeptPage>;
  readers: Readers<World>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What there is for readers of whom something is known. */
export interface Readers<World> {
  pages: PageCache<RenderedPieces<World>, PiecedPage<World>>;
  known: KnownReaders;
  changes: Changes;
}

/** What tells a reader of kept pages from others, and one page from another. */
interface Asked {
  host: string;
  view: string;
  accepted: string;
  ifNoneMatch: string;
  /** The whole line of cookies, where one of them may tell who asks; empty: none does. */
  cookies: string;
}

/**
 * What a request for a page that many may see asks, or null for any other request. Only the raw headers are looked at: to
 * have Node make an object of them costs as much as all the rest.
 */
function readAsked({ method, rawHeaders }: IncomingMessage): Asked | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const asked: Asked = { host: "", view: "", accepted: "", ifNoneMatch: "", cookies: "" };
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
        if (hasCookie) return null;
        hasCookie = true;
        if (otherCookie.test(value)) asked.cookies = value;
        else asked.view = viewIn.exec(value)?.[1] ?? "";
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
  return asked?.cookies === "" ? addressOf(asked, url) : null;
}

/** By what a reader of whom something is known is recognised the next time; null: they aren't. */
export function ownLane(request: IncomingMessage): { host: string; view: string; cookies: string } | null {
  const asked = readAsked(request);
  if (!asked || asked.cookies === "") return null;
  return { ...asked, view: viewIn.exec(asked.cookies)?.[1] ?? "" };
}

function addressOf({ host, view }: Pick<Asked, "host" | "view">, url: string): string {
  return `${host} ${view} ${url}`;
}

/** The same for readers of whom something is known. `way`: their audience, and how they want to see pages. */
export function ownAddress(host: string, way: string, url: string): string {
  return `${host} ${way} ${url}`;
}

/** Answers a request from what is kept, before anything else is done about it. False when it has to go the whole way. */
export function serveKept<World>(
  request: IncomingMessage,
  response: ServerResponse,
  lanes: Lanes<World>,
): boolean {
  const asked = readAsked(request);
  if (!asked) return false;
  return asked.cookies === ""
    ? servePage(request, response, asked, lanes.cache)
    : serveCopy(request, response, asked, lanes);
}

function servePage(
  { url = "/", method }: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
  cache: Lanes<unknown>["cache"],
): boolean {
  const found = cache.find(addressOf(asked, url));
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
  const body = method === "HEAD" ? undefined : ready.body;
  return sendReady(response, { status: page.status, head: withCookie(ready.text, cookie), body });
}

/** The copy of a reader who was recognised before by the same cookies. */
function serveCopy<World>(
  { url = "/", method }: IncomingMessage,
  response: ServerResponse,
  { host, cookies, accepted }: Asked,
  { readers, now }: Lanes<World>,
): boolean {
  const { pages, known, changes } = readers;
  const way = known.wayOf(cookies);
  if (way === null || !takesGzip(accepted)) return false;
  const found = pages.find(ownAddress(host, way, url));
  const reader = found && known.find(cookies, found.site ?? "");
  const copy = reader && found.page.copyOf(reader, { now: now(), changes });
  if (!copy) return false;
  const head = found.cookie === null ? copy.text : `${copy.text}set-cookie: ${found.cookie}\r\n`;
  return sendReady(response, { status: 200, head, body: method === "HEAD" ? undefined : copy.body });
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
