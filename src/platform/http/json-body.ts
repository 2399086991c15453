import type { FastifyInstance, FastifyRequest } from "fastify";

/** Lets the routes of `fastify` take JSON and nothing else. No form can send it, and no page of another origin unasked. */
export function takeJson(fastify: FastifyInstance, bodyLimit: number): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "string", bodyLimit } as const;
  fastify.addContentTypeParser("application/json", options, async (request: FastifyRequest, text: string) => {
    // What is to be deleted needs no word more, but some programs name a type whatever they send.
    if (text === "" && request.method === "DELETE") return undefined;
    return readJson(text);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw Object.assign(new Error("not JSON", { cause: error }), { statusCode: 400 });
  }
}
