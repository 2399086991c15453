import cookie from "@fastify/cookie";
import type { World } from "../../../context.ts";

/** The value of a cookie that came with the request. */
export function readCookie({ headers }: World, name: string): string | null {
  return cookie.parse(headers.cookie ?? "")[name] ?? null;
}

/** A `Set-Cookie` value that no script can read. `maxAge` in seconds; null: until the browser is closed. */
export function cookieOf({ ctx }: World, name: string, value: string, maxAge: number | null): string {
  return cookie.serialize(name, value, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: ctx.config.url.startsWith("https:"),
    ...(maxAge === null ? {} : { maxAge }),
  });
}
