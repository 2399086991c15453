import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Answer } from "./answer.ts";
import { withMakingTime } from "./making-time.ts";
import { type Problem, problems } from "./problems.ts";
import { isFromProgram } from "./programs.ts";
import { securityHeaders } from "./security-headers.ts";
import type { ServerOptions } from "./server.ts";

/** A request that is being answered. */
export interface Exchange<World> {
  request: FastifyRequest;
  reply: FastifyReply;
  options: ServerOptions<World>;
  world: World;
}

export function sendProblem<World>(
  options: Pick<ServerOptions<World>, "renderProblem">,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const { retryAfter } = problem;
  const type = isFromProgram(request)
    ? "application/problem+json; charset=utf-8"
    : "text/html; charset=utf-8";
  return reply
    .code(problems[problem.code].status)
    .headers({ ...securityHeaders, "cache-control": "no-store" })
    .headers(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) })
    .type(type)
    .send(withMakingTime(Buffer.from(options.renderProblem(request, problem)), reply.elapsedTime));
}

/** Sends an answer that is for this reader alone, or that isn't kept. `ms`: how long it took to make. */
export function sendAnswer<World>(answer: Answer, exchange: Exchange<World>, ms: number): FastifyReply {
  const { request, reply, options, world } = exchange;
  for (const cookie of answer.cookies ?? []) reply.header("set-cookie", cookie);
  switch (answer.kind) {
    case "page":
      return reply
        .code(answer.status ?? 200)
        .headers({
          "cache-control": "private, no-store",
          "server-timing": `render;dur=${ms.toFixed(1)}, cache;desc=miss`,
        })
        .type("text/html; charset=utf-8")
        .send(withMakingTime(Buffer.from(answer.html), ms));
    case "redirect":
      return reply
        .header("cache-control", "no-store")
        .redirect(options.withPrefix(world, answer.to), answer.status ?? 303);
    case "leave":
      return reply.header("cache-control", "no-store").redirect(answer.to, 303);
    case "text":
      return reply
        .code(answer.status ?? 200)
        .header("cache-control", answer.maxAge === 0 ? "no-store" : `public, max-age=${answer.maxAge ?? 60}`)
        .headers(answer.headers ?? {})
        .type(answer.type)
        .send(answer.body);
    case "nothing":
      return reply.code(204).header("cache-control", "no-store").send();
    case "file":
      return reply
        .header("cache-control", `public, max-age=${answer.maxAge}, immutable`)
        .type(answer.type)
        .send(answer.body);
    case "download":
      return reply
        .headers({
          "cache-control": "no-store",
          "content-disposition": attachmentNamed(answer.name),
        })
        .type(answer.type)
        .send(Readable.from(answer.body, { objectMode: false }));
    case "problem":
      return sendProblem(options, request, reply, answer);
  }
}

/** A file's name, as it is and in letters that every header can hold: RFC 6266, RFC 8187. */
function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, "-");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${whole}`}`;
}
