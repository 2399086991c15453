import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Sharp } from "sharp";
import type { Rendition } from "../stories/story.ts";

/** A picture, stored and made in the sizes that pages ask for. Width and height are those of the upright original. */
export interface MadePicture {
  sha256: string;
  width: number;
  height: number;
  renditions: Rendition[];
}

export class PictureError extends Error {
  override name = "PictureError";
}

const widths = [480, 960, 1600];
// 60 megapixels: more than any camera of a newsroom, far less than a decompression bomb.
const maxPixels = 60_000_000;
const formats = new Set(["jpeg", "png", "webp", "heif", "gif"]);

/** The folder that holds pictures, below the data folder. */
export function mediaFolder(dataDir: string): string {
  return join(dataDir, "media");
}

/** Where a rendition lies, below the media folder. */
export function renditionPath(file: string): string {
  return join(file.slice(0, 2), file);
}

/**
 * Decodes a picture (JPEG, PNG, WebP, AVIF, GIF; at most 60 megapixels), writes it in up to three widths as AVIF,
 * WebP and JPEG without metadata, and gives their names. Files that are there already are kept. Throws PictureError
 * when it isn't such a picture.
 */
export async function makeRenditions(dataDir: string, bytes: Buffer): Promise<MadePicture> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (bytes.length === 0) throw new PictureError("That file is empty.");
  // Loaded with the first picture: a server that has none to make does without its memory.
  const { default: sharp } = await import("sharp");
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" });
  const size = await image.metadata().catch(() => null);
  if (!size || !formats.has(size.format)) throw new PictureError("That is not a picture that can be read.");
  const { width, height } = size.autoOrient;
  const wanted = widths.filter((each) => each < width).concat(width <= 1600 ? [width] : []);
  const renditions: Rendition[] = [];
  for (const each of wanted) {
    const sized = { width: each, height: Math.round((height * each) / width) };
    const base = `${sha256.slice(0, 32)}-${each}`;
    for (const [type, extension] of [
      ["image/avif", "avif"],
      ["image/webp", "webp"],
      ["image/jpeg", "jpg"],
    ] as const) {
      // JPEG is for browsers that know nothing newer: one size does.
      if (type === "image/jpeg" && each !== wanted[Math.min(1, wanted.length - 1)]) continue;
      const file = `${base}.${extension}`;
      await writeOnce(join(mediaFolder(dataDir), renditionPath(file)), () => encode(image, each, type));
      renditions.push({ file, ...sized, type });
    }
  }
  return { sha256, width, height, renditions };
}

async function encode(image: Sharp, width: number, type: Rendition["type"]): Promise<Buffer> {
  const sized = image.clone().autoOrient().resize({ width, withoutEnlargement: true });
  try {
    if (type === "image/avif") return await sized.avif({ quality: 52, effort: 2 }).toBuffer();
    if (type === "image/webp") return await sized.webp({ quality: 76, effort: 3 }).toBuffer();
    return await sized.flatten({ background: "#fff" }).jpeg({ quality: 78, mozjpeg: true }).toBuffer();
  } catch (error) {
    throw new PictureError("That picture is damaged.", { cause: error });
  }
}

async function writeOnce(path: string, make: () => Promise<Buffer>): Promise<void> {
  if (existsSync(path)) return;
  const bytes = await make();
  await mkdir(dirname(path), { recursive: true });
  // Written beside and moved, so that nobody is ever sent half a file.
  const partial = `${path}.${randomUUID()}.part`;
  await writeFile(partial, bytes);
  await rename(partial, path);
}
