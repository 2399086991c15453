import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { WxrError } from "./wxr.ts";

/** Turns a file as it comes (gzip, UTF-16, Latin-1, with or without a mark) into UTF-8 bytes without a mark. */

export interface UnpackLimits {
  /** Unpacked bytes that are always allowed. */
  freeBytes: number;
  /** Beyond that, unpacked bytes per packed byte. Exports pack about 5 to 1; a bomb a thousand to 1. */
  ratio: number;
}

export const usualUnpackLimits: UnpackLimits = { freeBytes: 64 << 20, ratio: 150 };

type Chunks = AsyncIterable<Uint8Array>;

/** Reads until at least `size` bytes are there, then gives them again together with the rest. */
async function peek(
  chunks: Chunks,
  size: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < size) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(Z_|ERR_)/.test(String(error.code));
}

/** A damaged or cut archive simply ends: what came out of it before is worth reading. */
async function* gunzipped(chunks: Chunks, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let sourceError: unknown;
  const feeding = pipeline(Readable.from(counted(), { objectMode: false }), gunzip).catch(
    (error: unknown) => {
      if (!isZlibError(error)) sourceError = error;
    },
  );
  let unpacked = 0;
  try {
    for await (const chunk of gunzip) {
      unpacked += chunk.length;
      if (unpacked > limits.freeBytes && unpacked > packed * limits.ratio) {
        throw new WxrError(
          "bomb",
          "This archive unpacks to far more than an export would; it was not read further.",
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
  }
  await feeding;
  if (sourceError !== undefined) throw sourceError;
}

async function* transcoded(chunks: Chunks, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest) yield Buffer.from(rest);
}

async function* without(chunks: Chunks, first: number): AsyncGenerator<Uint8Array> {
  let skip = first;
  for await (const chunk of chunks) {
    yield chunk.subarray(Math.min(skip, chunk.length));
    skip -= Math.min(skip, chunk.length);
  }
}

function declaredEncoding(head: Buffer): string | undefined {
  const declaration = /^\s*<\?xml[^>]{0,200}\sencoding\s*=\s*["']([\w-]+)["']/.exec(
    head.toString("latin1", 0, 300),
  );
  const name = declaration?.[1]?.toLowerCase();
  if (name === undefined || name === "utf-8" || name === "utf8") return undefined;
  // What declares UTF-16 in readable ASCII is not UTF-16.
  if (name.startsWith("utf-16")) return undefined;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

function utf16Of(head: Buffer): string | undefined {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  return undefined;
}

async function* decoded(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks, 300);
  if (head.length === 0) throw new WxrError("empty", "This file is empty.");
  if (head.toString("latin1", 0, 4) === "PK\u0003\u0004") {
    throw new WxrError("zip", "This is a ZIP archive. Unpack it first, then import the .xml file inside it.");
  }
  const encoding = utf16Of(head) ?? declaredEncoding(head);
  if (encoding) yield* transcoded(all, encoding);
  else yield* head.toString("latin1", 0, 3) === "\u00ef\u00bb\u00bf" ? without(all, 3) : all;
}

/** UTF-8 as the file has it: bytes that are not UTF-8 are left for the reader to find and report. */
export async function* utf8Bytes(
  chunks: Chunks,
  limits: UnpackLimits = usualUnpackLimits,
): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks, 2);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  yield* decoded(isGzip ? gunzipped(all, limits) : all);
}
