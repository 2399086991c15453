import type { FastifyReply } from "fastify";
import type { Answer } from "./answer.ts";
import { cacheHeaders, laneAddress, ownCacheControl } from "./fast-lane.ts";
import { encodingFor, type Head, isKnown, type KeptPage, type Rendered } from "./kept-page.ts";
import type { Incoming, Route } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { type Exchange, sendAnswer } from "./send.ts";
import type { Shared } from "./server.ts";

// A page says "6 minutes ago", so it is made anew after a while even if nothing changed. In milliseconds.
export const oldest = 60_000;

/** How caches on the way may keep what everybody may see. */
export interface CdnPolicy {
  /** Seconds for which a cache on the way answers for us; it is told of changes by its purge hook. 0: none does. */
  seconds: number;
}

/** Everything that is sent with a kept page whatever its encoding. */
export function headOfKept(policy: CdnPolicy): (rendered: Rendered) => Head {
  const always = Object.entries(securityHeaders).flat();
  return ({ shows, varies = [] }) => [
    ...always,
    "vary",
    ["accept-encoding", "cookie", ...varies].join(", "),
    ...cachingHeaders(policy, shows),
    "server-timing",
    "render;dur=0, cache;desc=hit",
  ];
}

// A browser asks each time (must-revalidate keeps it from showing a stale page first), caches on the way needn't.
// RFC 9111 (s-maxage), RFC 5861 (stale-while-revalidate), RFC 9213 (CDN-Cache-Control). The tags are called
// Surrogate-Key by Fastly and Varnish, Cache-Tag by Cloudflare and others.
function cachingHeaders({ seconds }: CdnPolicy, shows: readonly string[]): string[] {
  if (seconds === 0) return ["cache-control", "public, max-age=0, must-revalidate"];
  return [
    "cache-control",
    `public, max-age=0, must-revalidate, s-maxage=${seconds}, stale-while-revalidate=${seconds}`,
    "cdn-cache-control",
    `public, max-age=${seconds}, stale-while-revalidate=${seconds}`,
    "surrogate-key",
    shows.join(" "),
    "cache-tag",
    shows.join(","),
  ];
}

/** Thrown through the cache by an answer that isn't kept: it is sent as it is. */
export class NotKept extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("not kept");
    this.answer = answer;
  }
}

interface SharedRequest<World> {
  route: Route<World>;
  incoming: Incoming<World>;
  shared: Shared<World>;
  /** Called before an answer is sent that had to be made. */
  made(): void;
}

/** Answers from the kept pages; makes and keeps the page where it isn't there. */
export async function sendShared<World>(
  exchange: Exchange<World>,
  { route, incoming, shared, made }: SharedRequest<World>,
): Promise<FastifyReply> {
  const { request, options } = exchange;
  const { input, url } = incoming;
  const key = keyOf(shared, route, incoming);
  const { generation } = options.cache;
  const start = performance.now();
  try {
    const { page, hit } = await options.cache.get(key, maker(route, shared, { input, url }, options.now));
    if (!hit) made();
    // The next request of a reader like this one is answered before it comes here.
    const address = laneAddress(request.raw, request.originalUrl);
    const cookie = exchange.reply.getHeader("set-cookie") ?? null;
    if (address !== null && (cookie === null || typeof cookie === "string"))
      options.cache.remember(address, { key, cookie, site: null }, generation);
    const reply = await sendKept(page, exchange, hit ? null : performance.now() - start);
    options.cache.reweigh(key);
    return reply;
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    made();
    return sendAnswer(error.answer, exchange, performance.now() - start);
  }
}

/** What a page is kept under: by what the route reads of the address, for made-up parameters would push real pages out. */
export function keyOf<World>(
  shared: Shared<World>,
  { path }: Route<World>,
  { input }: Incoming<World>,
): string {
  return `${shared.key} ${path} ${JSON.stringify(input)}`;
}

/** Makes the page, now and whenever it changes: so it holds nothing of the request that asked first. */
function maker<World>(
  route: Route<World>,
  shared: Shared<World>,
  asked: Pick<Incoming<World>, "input" | "url">,
  now: () => number,
): () => Promise<Rendered> {
  return async () => {
    const world = shared.world();
    if (world === null) throw new NotKept({ kind: "problem", code: "notFound" });
    const start = performance.now();
    const answer = await route.handle({ ...asked, world, wantsFragment: false });
    return rendered(answer, performance.now() - start, now());
  };
}

function rendered(answer: Answer, ms: number, now: number): Rendered {
  if ((answer.kind !== "page" && answer.kind !== "text") || !answer.shown || answer.cookies)
    throw new NotKept(answer);
  const { shows, until, varies = [] } = answer.shown;
  const base = {
    status: answer.status ?? 200,
    ms,
    shows,
    varies,
    until: Math.min(until ?? Infinity, now + oldest),
  };
  return answer.kind === "page"
    ? { ...base, type: "text/html; charset=utf-8", body: answer.html }
    : { ...base, type: answer.type, body: answer.body };
}

/** `ms`: how long it took to make; null: it was there. */
async function sendKept<World>(
  page: KeptPage,
  { request, reply }: Exchange<World>,
  ms: number | null,
): Promise<FastifyReply> {
  const isTheirs = isKnown(request.headers["if-none-match"] ?? "", page.etag);
  const ready = isTheirs
    ? null
    : await page.in(encodingFor(String(request.headers["accept-encoding"] ?? "")));
  const head = ready?.head ?? page.unchanged;
  for (let at = 0; at + 1 < head.length; at += 2) reply.header(head[at] ?? "", head[at + 1]);
  if (ms !== null) reply.header("server-timing", `render;dur=${ms.toFixed(1)}, cache;desc=miss`);
  // It tells how this reader wants to see things, so it is theirs.
  if (reply.getHeader("set-cookie") !== undefined) {
    reply.header("cache-control", ownCacheControl);
    for (const name of cacheHeaders) reply.removeHeader(name);
  }
  return ready ? reply.code(page.status).send(ready.body) : reply.code(304).send();
}
