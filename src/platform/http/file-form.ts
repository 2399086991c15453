import type { FastifyInstance, FastifyRequest } from "fastify";
import { networkOf } from "./network.ts";

/** A file as a form brings it. What it says of itself is the browser's word alone. */
export interface SentFile {
  name: string;
  /** Its media type, as its sender says. */
  type: string;
  bytes: Buffer;
}

/** Bytes that a form with a file may have. */
const bodyLimit = 6 * 1024 * 1024;
/** Forms that are in memory at the same time. */
const atOnce = 4;
/** And of one network: whoever sends theirs slowly keeps nobody else waiting. */
const ofOneAtOnce = 2;

/** Lets the routes of `fastify` take forms with files, of a few megabytes, and only a few of them at once. */
export function takeFiles(fastify: FastifyInstance): void {
  const underWay: string[] = [];
  fastify.addHook("onRequest", async ({ ip }, reply) => {
    const network = networkOf(ip);
    const own = underWay.filter((each) => each === network);
    if (underWay.length >= atOnce || own.length >= ofOneAtOnce)
      throw Object.assign(new Error("too many files at once"), { statusCode: 429 });
    underWay.push(network);
    reply.raw.once("close", () => {
      underWay.splice(underWay.indexOf(network), 1);
    });
  });
  const options = { parseAs: "buffer", bodyLimit } as const;
  fastify.addContentTypeParser(
    "multipart/form-data",
    options,
    (request: FastifyRequest, body: Buffer): Promise<Fields> =>
      readFileForm(body, request.headers["content-type"] ?? ""),
  );
}

type Fields = Record<string, string | SentFile>;

/**
 * The fields of a form that holds files; of several with one name, the last. An empty file field is left out: browsers
 * send one for a file that wasn't chosen. https://www.rfc-editor.org/rfc/rfc7578
 */
export async function readFileForm(body: Buffer, contentType: string): Promise<Fields> {
  const fields: Fields = Object.create(null);
  for (const [name, value] of await parse(body, contentType)) {
    if (typeof value === "string") fields[name] = value;
    else if (value.size > 0 || value.name !== "")
      fields[name] = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return fields;
}

async function parse(body: Buffer, contentType: string): Promise<FormData> {
  try {
    // The platform's own parser; the copy is what its types ask for.
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw Object.assign(new Error("not a form", { cause: error }), { statusCode: 400 });
  }
}
