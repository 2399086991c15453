import type { LightMyRequestResponse } from "fastify";
import { cookiesOf, type TestApp } from "./harness.ts";

/** Somebody with a browser, in a network of their own: it keeps the cookies of one site. */
export interface Visitor {
  cookies: string;
  get(path: string): Promise<LightMyRequestResponse>;
  post(
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

let count = 0;

export function visitor({ fastify }: TestApp, cookies = ""): Visitor {
  const remoteAddress = `198.18.${++count >> 8}.${count & 255}`;
  const keep = (answer: LightMyRequestResponse) => {
    self.cookies = cookiesOf(answer, self.cookies);
    return answer;
  };
  const self: Visitor = {
    cookies,
    get: async (url) =>
      keep(await fastify.inject({ method: "GET", url, remoteAddress, headers: { cookie: self.cookies } })),
    post: async (url, fields, headers = { "sec-fetch-site": "same-origin" }) =>
      keep(
        await fastify.inject({
          method: "POST",
          url,
          remoteAddress,
          headers: {
            cookie: self.cookies,
            "content-type": "application/x-www-form-urlencoded",
            ...headers,
          },
          payload: new URLSearchParams(fields).toString(),
        }),
      ),
  };
  return self;
}

/** Where a page goes on to by itself. */
export function leadsTo({ body }: LightMyRequestResponse): string {
  const [, address] = /<meta http-equiv="refresh" content="0; url=([^"]+)"/.exec(body) ?? [];
  if (!address) throw new Error(`the page leads nowhere: ${body.slice(0, 2000)}`);
  return address.replaceAll("&amp;", "&");
}

/** Path and query of an address. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
