import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Sharp } from "sharp";
import { mediaFolder, PictureError, renditionPath } from "./make-renditions.ts";

/** What is wrong with a picture that somebody sent. */
export type PictureFault = "unreadable" | "misnamed" | "tooManyPixels" | "tooSmall";

export class PictureRefused extends PictureError {
  readonly fault: PictureFault;

  constructor(fault: PictureFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

// 40 megapixels: a telephone's best camera. Each is a few bytes while it is decoded.
const maxPixels = 40_000_000;
const smallest = 32;
const seconds = 20;

const types: readonly [type: string, is: (bytes: Buffer) => boolean][] = [
  ["image/jpeg", (bytes) => bytes.readUIntBE(0, 3) === 0xff_d8_ff],
  ["image/png", (bytes) => bytes.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n"],
  ["image/gif", (bytes) => /^GIF8[79]a$/.test(bytes.toString("latin1", 0, 6))],
  [
    "image/webp",
    (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
  ],
  ["image/avif", (bytes) => /^ftypavi[fs]$/.test(bytes.toString("latin1", 4, 12))],
];

/** The media type of a picture by its first bytes; null: none that is taken. */
function typeOf(bytes: Buffer): string | null {
  if (bytes.length < 16) return null;
  return types.find(([, is]) => is(bytes))?.[0] ?? null;
}

export interface SquarePicture {
  bytes: Buffer;
  /** The media type that its sender says it has. */
  type: string;
  /** 32 hexadecimal digits, which its files will have in common. */
  name: string;
  /** Pixels of a side. */
  size: number;
}

/**
 * Makes a square of a picture that somebody sent (JPEG, PNG, GIF, WebP, AVIF), cut round its middle, and writes it as
 * WebP and JPEG: what is shown is drawn anew from its pixels, and nothing else of the file is kept. One at a time.
 * Throws PictureRefused.
 */
export function makeSquare(dataDir: string, picture: SquarePicture): Promise<void> {
  return inTurn(() => make(dataDir, picture));
}

async function make(dataDir: string, { bytes, type, name, size }: SquarePicture): Promise<void> {
  const found = typeOf(bytes);
  if (found === null) throw new PictureRefused("unreadable");
  if (type !== found) throw new PictureRefused("misnamed");
  // Loaded with the first picture: a server that has none to make does without its memory.
  const { default: sharp } = await import("sharp");
  const options = { limitInputPixels: maxPixels, failOn: "error", sequentialRead: true } as const;
  // The header is read without the limit, to tell a picture that is too large from one that is none.
  const head = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!head) throw new PictureRefused("unreadable");
  if (head.width * head.height > maxPixels) throw new PictureRefused("tooManyPixels");
  if (Math.min(head.width, head.height) < smallest) throw new PictureRefused("tooSmall");
  const square = await pixels(
    sharp(bytes, options)
      .autoOrient()
      .resize({ width: size, height: size, fit: "cover" })
      .flatten({ background: "#fff" })
      .timeout({ seconds }),
  );
  // Both are made before either is written.
  const drawn = sharp(square.data, { raw: square.info });
  const webp = await drawn.clone().webp({ quality: 78 }).toBuffer();
  const jpeg = await drawn.clone().jpeg({ quality: 80, mozjpeg: true }).toBuffer();
  await write(dataDir, `${name}-${size}.webp`, webp);
  await write(dataDir, `${name}-${size}.jpg`, jpeg);
}

/** The picture as plain pixels: nothing else of it goes on. */
async function pixels(image: Sharp) {
  try {
    return await image.raw().toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw new PictureRefused("unreadable", error);
  }
}

async function write(dataDir: string, file: string, bytes: Buffer): Promise<void> {
  const path = join(mediaFolder(dataDir), renditionPath(file));
  await mkdir(dirname(path), { recursive: true });
  // Written beside and moved, so that nobody is ever sent half a file.
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}

/** A file of the media folder; null: it isn't there. */
export function readPicture(dataDir: string, file: string): Promise<Uint8Array | null> {
  return readFile(join(mediaFolder(dataDir), renditionPath(file))).catch(() => null);
}

/** Deletes files of the media folder; those that aren't there are no mistake. */
export async function removePictures(dataDir: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(mediaFolder(dataDir), renditionPath(file)), { force: true });
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time: a decoded picture takes a hundred megabytes. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => {});
  return mine;
}
