import type { FastifyInstance } from "fastify";

/** Lets the routes of `fastify` take JSON and nothing else. No form can send it, and no page of another origin unasked. */
export function takeJson(fastify: FastifyInstance, bodyLimit: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit },
    (_request, body, done) => {
      try {
        done(null, readJson(body.toString()));
      } catch (error) {
        done(Object.assign(new Error("not JSON", { cause: error }), { statusCode: 400 }), undefined);
      }
    },
  );
}

/** Nothing at all is what a program sends that has nothing to say but says in which form. */
function readJson(text: string): unknown {
  return text.trim() === "" ? undefined : JSON.parse(text);
}
