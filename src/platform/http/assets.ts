import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { z } from "zod";

const manifestSchema = z.record(
  z.string(),
  z.looseObject({ file: z.string(), css: z.array(z.string()).optional() }),
);

/** What Vite built for browsers: the addresses of its files by their sources. */
export interface Built {
  /** Where the files lie. */
  folder: string;
  /** The address of what `source` (for example `src/client/page.ts`) became. */
  address(source: string): string;
  /** The addresses of built files whose names begin with `prefix`. */
  startingWith(prefix: string): string[];
}

export function readBuilt(folder: string): Built {
  const file = join(folder, "manifest.json");
  if (!existsSync(file)) throw new Error("The client has not been built: run npm run build.");
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    folder,
    address: (source) => {
      const entry = manifest[source];
      if (!entry) throw new Error(`The client's build has no ${source}: run npm run build.`);
      return `/${entry.file}`;
    },
    startingWith: (prefix) =>
      Object.values(manifest)
        .map((entry) => `/${entry.file}`)
        .filter((address) => address.startsWith(`/assets/${prefix}`)),
  };
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

interface Kept {
  type: string;
  plain: Buffer;
  brotli: Buffer | null;
  gzip: Buffer | null;
}

/** Serves the built files from memory, compressed once, for a year: their names change with their contents. */
export function serveAssets(fastify: FastifyInstance, { folder }: Built): void {
  const kept = new Map<string, Promise<Kept | null>>();
  fastify.get<{ Params: { file: string } }>("/assets/:file", async (request, reply) => {
    const { file } = request.params;
    if (!/^[\w.-]+$/.test(file)) return reply.callNotFound();
    const found = kept.get(file) ?? keep(join(folder, "assets", file));
    const asset = await found;
    if (!asset) return reply.callNotFound();
    kept.set(file, found);
    const accepted = request.headers["accept-encoding"] ?? "";
    reply
      .headers({ "cache-control": "public, max-age=31536000, immutable", vary: "accept-encoding" })
      .type(asset.type);
    if (asset.brotli && /\bbr\b/.test(accepted))
      return reply.header("content-encoding", "br").send(asset.brotli);
    if (asset.gzip && /\bgzip\b/.test(accepted))
      return reply.header("content-encoding", "gzip").send(asset.gzip);
    return reply.send(asset.plain);
  });
}

async function keep(path: string): Promise<Kept | null> {
  const type = types[extname(path)];
  const plain = type ? await readFile(path).catch(() => null) : null;
  if (!type || !plain) return null;
  // Fonts are compressed already.
  const isText = !type.startsWith("font/");
  return {
    type,
    plain,
    brotli: isText ? brotliCompressSync(plain) : null,
    gzip: isText ? gzipSync(plain) : null,
  };
}
