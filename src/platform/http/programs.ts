import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import type { FieldError, Problem } from "./problems.ts";
import type { Route } from "./route.ts";
import { sendProblem } from "./send.ts";
import type { ServerOptions } from "./server.ts";

// What is different for programs, that is: for every address below this one. They are told of problems in JSON, they
// send JSON, they may come from other origins, and they hear of methods.
const root = "/api/";

/** Request headers, beside the cookie, by which a program's answer can differ. */
export const variesForPrograms = ["origin", "belowline-device"] as const;

export function isForPrograms(path: string): boolean {
  return path.startsWith(root);
}

/** Whether a request is a program's, by the route that was found or by what was asked for. */
export function isFromProgram(request: FastifyRequest): boolean {
  return isForPrograms(request.routeOptions.url ?? "") || isForPrograms(request.url);
}

/** Answers programs that ask for what isn't there, or ask what they may; before anything of a body is read. */
export function receivePrograms<World>(fastify: FastifyInstance, options: ServerOptions<World>): void {
  const methodsAt = methodsOf(options.routes);
  fastify.addHook("onRequest", async (request, reply) => {
    if (!isFromProgram(request)) return;
    const { origin } = request.headers;
    const allowed = options.allowedOrigins(request);
    reply.headers({ vary: ["cookie", ...variesForPrograms].join(", "), ...corsHeaders(origin, allowed) });
    if (isForPrograms(request.routeOptions.url ?? "")) return;
    const methods = methodsAt(request.url.split("?", 1)[0] ?? "");
    // A parameter that is too long for any route finds none, whatever the method.
    if (methods.length === 0 || methods.includes(request.method))
      return sendProblem(options, request, reply, { code: "notFound" });
    const answered = [...methods, "OPTIONS"];
    reply.header("allow", answered.join(", "));
    if (request.method !== "OPTIONS") return sendProblem(options, request, reply, { code: "wrongMethod" });
    return reply
      .code(204)
      .headers(preflightHeaders(origin, allowed, answered))
      .send();
  });
}

/** Gives the function that says which methods an address has routes for; none: there is no such address. */
function methodsOf<World>(routes: readonly Route<World>[]): (path: string) => string[] {
  const known = new Map<string, Set<string>>();
  for (const { method, path } of routes.filter((route) => isForPrograms(route.path))) {
    const methods = known.get(path) ?? new Set();
    known.set(path, methods.add(method));
    if (method === "GET") methods.add("HEAD");
  }
  const patterns = [...known].map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}/?$`),
    methods: [...methods],
  }));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.methods ?? [];
}

/** What is wrong with a program's request: it doesn't fit the description, or the words in it don't. */
export function problemOf(issues: readonly z.core.$ZodIssue[]): Problem {
  const isOfBody = issues.every(({ path }) => path[0] === "body");
  return { code: isOfBody ? "refused" : "badRequest", errors: issues.map(fieldError) };
}

// In English, as the description is: it is the program that has to be mended, not what somebody typed.
function fieldError({ path, message }: z.core.$ZodIssue): FieldError {
  const [part, ...field] = path.map(String);
  return { field: field.join(".") || (part ?? ""), code: "invalid", message };
}
