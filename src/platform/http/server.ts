import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import type { Answer } from "./answer.ts";
import type { KeptPage, PageCache } from "./cache.ts";
import { readForm } from "./form.ts";
import { networkOf } from "./network.ts";
import { type ProblemCode, problems } from "./problems.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Route } from "./route.ts";
import { isSameOrigin } from "./same-origin.ts";

/** What the application tells the server about itself. */
export interface ServerOptions<World> {
  routes: readonly Route<World>[];
  log: Logger;
  publicOrigin: string;
  trustedProxies: string[];
  cache: PageCache;
  rateLimit: RateLimit;
  /** For what one network does to one thing: counts by the day. */
  dailyLimit: RateLimit;
  /** Cuts a site's prefix off an address: called before routing. */
  rewriteUrl(url: string, host: string): string;
  /** What is known of a request; sets cookies on `reply` where the route may write. */
  worldOf(request: FastifyRequest, reply: FastifyReply, access: Route<World>["access"]): World;
  /** Whether any site stands at the address of a request. */
  siteOf(request: FastifyRequest): boolean;
  /** Whether the reader is nobody in particular, and then the group that pages for such are kept in. */
  sharedAs(world: World): { group: number } | null;
  /** An address in front of which the site's prefix has been put again. */
  withPrefix(world: World, to: string): string;
  renderProblem(request: FastifyRequest, code: ProblemCode): string;
  /** After a change and before its answer: brings what this process keeps up to date. */
  afterChange(): Promise<void>;
}

// No script, style or frame but our own files; forms go home only. https://www.w3.org/TR/CSP3/
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

// Every answer has them, whoever makes it.
const securityHeaders = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "interest-cohort=(), browsing-topics=()",
};

/** Stands in a rendered page where the time of its making goes. */
export const makingTimeMark = "\u0001ms\u0001";

export async function createServer<World>(options: ServerOptions<World>): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    bodyLimit: 256 * 1024,
    requestTimeout: 20_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 400 },
    rewriteUrl: (request) => options.rewriteUrl(request.url ?? "/", request.headers.host ?? ""),
    frameworkErrors: (_error, request, reply) => {
      void sendProblem(options, request, reply, "badRequest");
    },
    clientErrorHandler: refuseUnreadable,
  });
  fastify.removeAllContentTypeParsers();
  await fastify.register(cookie);
  await fastify.register(formbody, { bodyLimit: 256 * 1024, parser: readForm });
  fastify.addHook("onRequest", async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  fastify.setNotFoundHandler((request, reply) => sendProblem(options, request, reply, "notFound"));
  fastify.setErrorHandler((error, request, reply) =>
    sendProblem(options, request, reply, codeOf(error, request)),
  );
  for (const route of options.routes) addRoute(fastify, route, options);
  return fastify;
}

/** Answers bytes that aren't HTTP, or headers that are too long: nothing of them is known, so nothing is rendered. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable) return;
  const status =
    error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const headers = Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join("")}content-length: 0\r\nconnection: close\r\n\r\n`,
  );
}

/** The problem behind something that was thrown. Only surprises are logged, without anything that a reader sent. */
function codeOf(error: unknown, request: FastifyRequest): ProblemCode {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 413) return "tooLarge";
  if (status === 415) return "wrongType";
  if (status >= 400 && status < 500) return "badRequest";
  request.log.error({ err: error, route: request.routeOptions.url }, "a request failed");
  return "failed";
}

function sendProblem<World>(
  options: ServerOptions<World>,
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
): FastifyReply {
  return reply
    .code(problems[code].status)
    .headers({ ...securityHeaders, "cache-control": "no-store" })
    .type("text/html; charset=utf-8")
    .send(withMakingTime(options.renderProblem(request, code), reply.elapsedTime));
}

function addRoute<World>(fastify: FastifyInstance, route: Route<World>, options: ServerOptions<World>): void {
  fastify.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const refused = refuse(route, request, options);
      if (refused) return sendProblem(options, request, reply, refused);
      const input = route.input.safeParse({
        params: request.params,
        query: request.query,
        body: request.body ?? {},
      });
      if (!input.success) return sendProblem(options, request, reply, "badRequest");
      const world = options.worldOf(request, reply, route.access);
      const wantsFragment = request.headers["x-fragment"] === "1";
      const incoming = { world, input: input.data, url: request.url, wantsFragment };
      route.prepare?.(incoming);
      const shared = route.cacheKey && !wantsFragment ? options.sharedAs(world) : null;
      if (shared) {
        // By what the route reads of the address: made-up parameters would push the real pages out.
        const read = JSON.stringify(input.data);
        const key = `${shared.group} ${route.path} ${read} ${route.cacheKey?.(world)}`;
        return sendShared(key, shared.group, () => route.handle(incoming), {
          request,
          reply,
          options,
          world,
        });
      }
      const start = performance.now();
      const answer = await route.handle(incoming);
      if (route.method === "POST") await options.afterChange();
      return sendAnswer(answer, { request, reply, options, world }, performance.now() - start);
    },
  });
}

function refuse<World>(
  route: Route<World>,
  request: FastifyRequest,
  options: ServerOptions<World>,
): ProblemCode | null {
  if (!options.siteOf(request)) return "notFound";
  // No address has a NUL in it, and PostgreSQL can't even look for one.
  if (request.url.includes("%00")) return "notFound";
  if (route.access === "writer" && !isSameOrigin(request.headers, options.publicOrigin)) return "crossSite";
  const network = networkOf(request.ip);
  const { limit, limitPerThing } = route;
  if (limit !== undefined && !options.rateLimit.take(`${route.method} ${route.path} ${network}`, limit))
    return "tooMany";
  if (limitPerThing === undefined) return null;
  const thing = JSON.stringify(request.params);
  return options.dailyLimit.take(`${route.path} ${thing} ${network}`, limitPerThing) ? null : "tooMany";
}

interface Exchange<World> {
  request: FastifyRequest;
  reply: FastifyReply;
  options: ServerOptions<World>;
  world: World;
}

/** Thrown through the cache by an answer that isn't a page: it is sent, not kept. */
class NotKept extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("not kept");
    this.answer = answer;
  }
}

async function sendShared<World>(
  key: string,
  group: number,
  handle: () => Promise<Answer>,
  exchange: Exchange<World>,
): Promise<FastifyReply> {
  const start = performance.now();
  try {
    const { page, hit } = await exchange.options.cache.get(group, key, async () => {
      const answer = await handle();
      if (answer.kind !== "page") throw new NotKept(answer);
      return { html: withMakingTime(answer.html, performance.now() - start), status: answer.status ?? 200 };
    });
    return sendKept(page, hit, performance.now() - start, exchange);
  } catch (error) {
    if (error instanceof NotKept) return sendAnswer(error.answer, exchange, performance.now() - start);
    throw error;
  }
}

function sendKept<World>(
  page: KeptPage,
  hit: boolean,
  ms: number,
  { request, reply }: Exchange<World>,
): FastifyReply {
  reply.headers({
    etag: page.etag,
    vary: "accept-encoding, cookie",
    "cache-control": "private, no-cache",
    "server-timing": `render;dur=${hit ? 0 : ms.toFixed(1)}, cache;desc=${hit ? "hit" : "miss"}`,
  });
  if (request.headers["if-none-match"] === page.etag) return reply.code(304).send();
  reply.code(page.status).type("text/html; charset=utf-8");
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b/.test(accepted)) return reply.header("content-encoding", "br").send(page.brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header("content-encoding", "gzip").send(page.gzip);
  return reply.send(page.plain);
}

function sendAnswer<World>(answer: Answer, exchange: Exchange<World>, ms: number): FastifyReply {
  const { request, reply, options, world } = exchange;
  switch (answer.kind) {
    case "page":
      return reply
        .code(answer.status ?? 200)
        .headers({
          "cache-control": "private, no-store",
          "server-timing": `render;dur=${ms.toFixed(1)}, cache;desc=miss`,
        })
        .type("text/html; charset=utf-8")
        .send(withMakingTime(answer.html, ms));
    case "redirect":
      return reply
        .header("cache-control", "no-store")
        .redirect(options.withPrefix(world, answer.to), answer.status ?? 303);
    case "text":
      return reply
        .header("cache-control", answer.maxAge === 0 ? "no-store" : `public, max-age=${answer.maxAge ?? 60}`)
        .type(answer.type)
        .send(answer.body);
    case "file":
      return reply
        .header("cache-control", `public, max-age=${answer.maxAge}, immutable`)
        .type(answer.type)
        .send(answer.body);
    case "problem":
      return sendProblem(options, request, reply, answer.code);
  }
}

function withMakingTime(html: string, ms: number): string {
  return html.replace(makingTimeMark, String(Math.max(1, Math.round(ms))));
}
