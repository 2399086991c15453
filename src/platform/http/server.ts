import { createServer as createHttpServer, type RequestListener, type Server, STATUS_CODES } from "node:http";
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
import { Gather } from "./gather.ts";
import { type Lanes, serveKept } from "./fast-lane.ts";
import type { Answer } from "./answer.ts";
import { takeFiles } from "./file-form.ts";
import { readForm } from "./form.ts";
import { takeJson } from "./json-body.ts";
import { type Limits, quotaHeaders, quotasOf } from "./limits.ts";
import type { Recognised } from "./known-readers.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import { isForPrograms, isFromProgram, problemOf, receivePrograms } from "./programs.ts";
import { type Incoming, isFromOwnPages, type Route } from "./route.ts";
import { isSameOrigin, isWelcome } from "./same-origin.ts";
import { keepAlive } from "./ready-response.ts";
import { securityHeaders } from "./security-headers.ts";
import { sendAnswer, sendProblem } from "./send.ts";
import { sendPieces } from "./send-pieces.ts";
import { sendShared } from "./send-shared.ts";

/** Readers of one audience, of one site, who want to see it in the same way. */
export interface Shared<World> {
  /** Tells them from others. */
  key: string;
  audience: string;
  /** Who asks of them; null: nobody in particular. */
  reader: Recognised | null;
  /** Their world as it is now, for a page that is made anew; null when the site is gone. */
  world(): World | null;
}

/** What the application tells the server about itself. */
export interface ServerOptions<World> extends Limits, Lanes<World> {
  routes: readonly Route<World>[];
  log: Logger;
  publicOrigin: string;
  trustedProxies: string[];
  /** Cuts a site's prefix off an address: called before routing. */
  rewriteUrl(url: string, host: string): string;
  /** What is known of a request; sets cookies on `reply` where the route may write. */
  worldOf(request: FastifyRequest, reply: FastifyReply, access: Route<World>["access"]): Promise<World>;
  /** Null when whoever asks may use a route of this access; else what they are told instead. */
  admit(world: World, request: FastifyRequest, access: Route<World>["access"]): Answer | null;
  /** Whether any site stands at the address of a request. */
  siteOf(request: FastifyRequest): boolean;
  /** Origins whose pages may use what is for programs. */
  allowedOrigins(request: FastifyRequest): readonly string[];
  /** What the reader shares with others like them. */
  sharedBy(world: World): Shared<World>;
  /** An address in front of which the site's prefix has been put again. */
  withPrefix(world: World, to: string): string;
  /** A problem as a page, or as JSON for a program. */
  renderProblem(request: FastifyRequest, problem: Problem): string;
  /** After a change and before its answer: brings what this process keeps up to date. */
  afterChange(): Promise<void>;
}

const bodyLimit = 256 * 1024;

export async function createServer<World>(options: ServerOptions<World>): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    bodyLimit,
    serverFactory: (handler) => openServer(handler, options),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 400 },
    rewriteUrl: (request) => options.rewriteUrl(request.url ?? "/", request.headers.host ?? ""),
    frameworkErrors: (_error, request, reply) => {
      void sendProblem(options, request, reply, { code: "badRequest" });
    },
    clientErrorHandler: refuseUnreadable,
  });
  fastify.removeAllContentTypeParsers();
  await fastify.register(cookie);
  await fastify.register(formbody, { bodyLimit, parser: readForm });
  fastify.addHook("onRequest", async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  endConnectionsOnClose(fastify);
  receivePrograms(fastify, options);
  fastify.setNotFoundHandler((request, reply) => sendProblem(options, request, reply, { code: "notFound" }));
  fastify.setErrorHandler((error, request, reply) =>
    sendProblem(options, request, reply, { code: codeOf(error, request) }),
  );
  const forPrograms = options.routes.filter(({ path }) => isForPrograms(path));
  const byLink = options.routes.filter(({ access }) => access === "link");
  const forPages = options.routes.filter((route) => !forPrograms.includes(route) && !byLink.includes(route));
  const changes = new Gather();
  const [fields = [], files = []] = [false, true].map((is) =>
    forPages.filter(({ takesFile = false }) => takesFile === is),
  );
  for (const route of fields) addRoute(fastify, route, options, changes);
  await fastify.register(async (inner) => {
    takeFiles(inner);
    for (const route of files) addRoute(inner, route, options, changes);
  });
  await fastify.register(async (inner) => {
    takeOneClick(inner);
    for (const route of byLink) addRoute(inner, route, options, changes);
  });
  await fastify.register(async (inner) => {
    takeJson(inner, bodyLimit);
    for (const route of forPrograms) addRoute(inner, route, options, changes);
  });
  return fastify;
}

/** Mail programs may send their one click in parts (RFC 8058, 3.1). There is nothing in it but "One-Click". */
function takeOneClick(fastify: FastifyInstance): void {
  const options = { parseAs: "string", bodyLimit: oneClickLimit } as const;
  fastify.addContentTypeParser("multipart/form-data", options, async () => ({}));
}

const oneClickLimit = 4096;

/** While the server closes, each connection ends with the answer that is under way, and doesn't wait for another request. */
function endConnectionsOnClose(fastify: FastifyInstance): void {
  let sweeping: NodeJS.Timeout | null = null;
  fastify.addHook("preClose", async () => {
    sweeping = setInterval(() => fastify.server.closeIdleConnections(), sweepEvery);
  });
  fastify.addHook("onSend", async (_request, reply) => {
    if (sweeping) reply.header("connection", "close");
  });
  fastify.addHook("onClose", async () => {
    if (sweeping) clearInterval(sweeping);
  });
}

const sweepEvery = 100;

function openServer<World>(handler: RequestListener, lanes: Lanes<World>): Server {
  const server = createHttpServer((request, response) => {
    // While it closes, the connections have to be told.
    if (!server.listening || !serveKept(request, response, lanes)) handler(request, response);
  });
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = keepAlive;
  return server;
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
  if (status === 429) return "tooMany";
  if (status >= 400 && status < 500) return "badRequest";
  request.log.error({ err: error, route: request.routeOptions.url }, "a request failed");
  return "failed";
}

/** Changes something, and answers when that can be seen. */
async function change<World>(
  route: Route<World>,
  incoming: Incoming<World>,
  options: ServerOptions<World>,
): Promise<Answer> {
  const answer = await route.handle(incoming);
  try {
    await options.afterChange();
  } catch (error) {
    // It is done, and will be seen when the log can be read again.
    options.log.error({ err: error }, "a change could not be told of");
  }
  return answer;
}

function addRoute<World>(
  fastify: FastifyInstance,
  route: Route<World>,
  options: ServerOptions<World>,
  changes: Gather,
): void {
  fastify.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const count = (act: "take" | "look") => countRequest(act, route, { request, reply }, options);
      const refused = refuse(route, request, options) ?? count(route.shared ? "look" : "take");
      if (refused) return sendProblem(options, request, reply, refused);
      const seen = options.readers.changes.now;
      // Who may not come in isn't told what could be sent here.
      const world = await options.worldOf(request, reply, route.access);
      const exchange = { request, reply, options, world };
      const turnedAway = options.admit(world, request, route.access);
      if (turnedAway) return sendAnswer(turnedAway, exchange, 0);
      const input = route.input.safeParse({
        params: request.params,
        query: request.query,
        headers: request.headers,
        body: request.body === undefined ? {} : request.body,
      });
      if (!input.success) {
        const problem = isFromProgram(request)
          ? problemOf(input.error.issues)
          : ({ code: "badRequest" } as const);
        return sendProblem(options, request, reply, problem);
      }
      const wantsFragment = request.headers["x-fragment"] === "1";
      const incoming = { world, input: input.data, url: request.url, wantsFragment };
      route.prepare?.(incoming);
      const shared = route.shared && !wantsFragment ? options.sharedBy(world) : null;
      const reader = shared?.reader ?? null;
      // What is kept costs next to nothing, so only what has to be made counts.
      const made = () => void count("take");
      if (shared && reader === null) return sendShared(exchange, { route, incoming, shared, made });
      if (shared && reader && route.personal)
        return sendPieces(exchange, { route, incoming, shared, reader, seen, made });
      if (route.shared) made();
      const start = performance.now();
      const answer = await (route.method === "GET"
        ? route.handle(incoming)
        : changes.run(() => change(route, incoming, options)));
      return sendAnswer(answer, exchange, performance.now() - start);
    },
  });
}

function refuse<World>(
  route: Route<World>,
  request: FastifyRequest,
  options: ServerOptions<World>,
): Problem | null {
  if (!options.siteOf(request)) return { code: "notFound" };
  // No address has a NUL in it, and PostgreSQL can't even look for one.
  if (request.url.includes("%00")) return { code: "notFound" };
  const { headers } = request;
  const { publicOrigin } = options;
  if (isFromOwnPages(route.access) && request.method !== "GET" && !isSameOrigin(headers, publicOrigin))
    return { code: "crossSite" };
  if (route.access !== "program") return null;
  if (!isWelcome(headers, publicOrigin, options.allowedOrigins(request))) return { code: "crossSite" };
  // What has a body of another type has been refused before it was read.
  const isOfNoType = route.method !== "DELETE" && headers["content-type"] === undefined;
  return isOfNoType ? { code: "wrongType" } : null;
}

/** Counts a request, or looks whether it could be; tells a program what is left. The problem: nothing is. */
function countRequest<World>(
  act: "take" | "look",
  route: Route<World>,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  limits: Limits,
): Problem | null {
  const quotas = quotasOf(act, route, request, limits);
  const exceeded = quotas.find((quota) => quota.isExceeded);
  if (isFromProgram(request) && (act === "take" || exceeded)) reply.headers(quotaHeaders(quotas));
  return exceeded ? { code: "tooMany", retryAfter: exceeded.reset } : null;
}
