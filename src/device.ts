import type { CookieSerializeOptions } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "./context.ts";
import { isFromProgram } from "./platform/http/programs.ts";

const deviceCookie = "bl_device";
/** Programs need keep no cookies: they send what one would hold. */
const deviceHeader = "belowline-device";

/** The device that a request comes from, if it says so and the signature is ours. */
export function readDevice(ctx: Context, request: FastifyRequest): string | null {
  const header = isFromProgram(request) ? request.headers[deviceHeader] : undefined;
  const signed = header === undefined ? request.cookies[deviceCookie] : String(header);
  return signed ? ctx.keys.verify("cookie", signed) : null;
}

/** Lets whoever asks prove from now on that they come from `device`. */
export function giveDevice(
  ctx: Context,
  reply: FastifyReply,
  device: string,
  { cookie, header }: { cookie: CookieSerializeOptions; header: boolean },
): void {
  const signed = ctx.keys.sign("cookie", device);
  reply.setCookie(deviceCookie, signed, cookie);
  if (header) reply.header(deviceHeader, signed);
}

const retriable = z.object({
  key: z.string().min(20),
  name: z.string().optional(),
  email: z.string().optional(),
  text: z.string(),
  parent: z.string().optional(),
});

/** The same as a program sends it. */
const retriableCall = z
  .object({
    headers: z.object({ "idempotency-key": z.string().min(20) }),
    body: z.object({
      name: z.string().nullish(),
      email: z.string().nullish(),
      text: z.string(),
      parentId: z.number().nullish(),
    }),
  })
  .transform(({ headers, body: { parentId: parent, ...typed } }) => ({
    key: headers["idempotency-key"],
    parent,
    ...typed,
  }));

/**
 * A new device's id. When the request has a long key of its own, the id follows from it and from all that was typed,
 * so that the same request sent again (its first answer was lost) comes from the same device. The key alone wouldn't
 * do: a program might use one twice, and the second writer would be given the first one's comment.
 */
export function newDevice(ctx: Context, request: FastifyRequest): string {
  const { headers, body } = request;
  // Most forms have no key. The schema would say so too, and make an error of it first.
  if (!isFromProgram(request) && !hasKey(body)) return ctx.token();
  const sent = isFromProgram(request)
    ? retriableCall.safeParse({ headers, body })
    : retriable.safeParse(body);
  if (!sent.success) return ctx.token();
  const { key, name, email, text, parent } = sent.data;
  return ctx.keys.hash("request", `device ${JSON.stringify([key, name, email, text, parent])}`);
}

function hasKey(body: unknown): boolean {
  return typeof body === "object" && body !== null && "key" in body;
}
