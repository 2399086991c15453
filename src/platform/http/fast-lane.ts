import type { IncomingMessage, ServerResponse } from "node:http";
import { encodingFor, isKnown, type KeptPage } from "./kept-page.ts";

/** What tells a reader of kept pages from others, and one page from another. */
interface Asked {
  host: string;
  accepted: string;
  ifNoneMatch: string;
}

/** Our cookies begin so: who has one may see other pages than everybody. */
const ownCookie = /(?:^|;\s*)bl_/;

/**
 * What a request for a page that everybody may see asks, or null for any other request. Only the raw headers are
 * looked at: to have Node make an object of them costs as much as all the rest.
 */
function readAsked({ method, rawHeaders }: IncomingMessage): Asked | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const asked: Asked = { host: "", accepted: "", ifNoneMatch: "" };
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1] ?? "";
    switch (rawHeaders[at]?.toLowerCase()) {
      case "host":
        asked.host = value;
        break;
      case "accept-encoding":
        asked.accepted = value;
        break;
      case "if-none-match":
        asked.ifNoneMatch = value;
        break;
      case "cookie":
        if (ownCookie.test(value)) return null;
        break;
      case "x-fragment":
      case "origin":
      case "content-length":
      case "transfer-encoding":
        return null;
    }
  }
  return asked;
}

/** The address under which a page is remembered. */
export function laneAddress(host: string, url: string): string {
  return `${host} ${url}`;
}

/**
 * Answers a request from the kept pages, before anything else is done about it. False when it has to go the whole way.
 */
export function serveKept(
  request: IncomingMessage,
  response: ServerResponse,
  find: (address: string) => KeptPage | null,
): boolean {
  const asked = readAsked(request);
  if (!asked) return false;
  const page = find(laneAddress(asked.host, request.url ?? "/"));
  if (!page) return false;
  if (asked.ifNoneMatch !== "" && isKnown(asked.ifNoneMatch, page.etag)) {
    response.writeHead(304, page.unchanged as string[]);
    response.end();
    return true;
  }
  const ready = page.has(encodingFor(asked.accepted));
  if (!ready) return false;
  response.writeHead(page.status, ready.head as string[]);
  response.end(request.method === "HEAD" ? undefined : ready.body);
  return true;
}
