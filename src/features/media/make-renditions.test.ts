import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeRenditions, mediaFolder, PictureError, renditionPath } from "./make-renditions.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belowline-media-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: "#468" } });
}

it("makes the widths that pages ask for, in three formats, without metadata", async () => {
  const bytes = await plain(1200, 800)
    .withExif({ IFD0: { Copyright: "somebody", Make: "a camera" } })
    .jpeg()
    .toBuffer();
  const made = await makeRenditions(folder, bytes);
  expect([made.width, made.height]).toEqual([1200, 800]);
  expect(made.renditions.filter((each) => each.type === "image/avif").map((each) => each.width)).toEqual([
    480, 960, 1200,
  ]);
  expect(made.renditions.filter((each) => each.type === "image/jpeg")).toHaveLength(1);
  for (const { file, width, height } of made.renditions) {
    const size = await sharp(readFileSync(join(mediaFolder(folder), renditionPath(file)))).metadata();
    expect([size.width, size.height]).toEqual([width, height]);
    expect(size.exif).toBeUndefined();
  }
});

it("stands a picture upright as its camera meant it", async () => {
  const bytes = await plain(600, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const made = await makeRenditions(folder, bytes);
  expect([made.width, made.height]).toEqual([300, 600]);
});

it("never makes a small picture larger, and makes the same one once", async () => {
  const bytes = await plain(200, 100).png().toBuffer();
  const made = await makeRenditions(folder, bytes);
  expect(new Set(made.renditions.map((each) => each.width))).toEqual(new Set([200]));
  const files = () => readdirSync(mediaFolder(folder), { recursive: true }).length;
  const before = files();
  await makeRenditions(folder, bytes);
  expect(files()).toBe(before);
});

it.each([
  ["no picture", Buffer.from("hello")],
  [
    "an SVG with a script",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ],
  ["an empty file", Buffer.alloc(0)],
])("refuses %s", async (_name, bytes) => {
  await expect(makeRenditions(folder, bytes)).rejects.toThrow(PictureError);
});

it("refuses a picture that breaks off, and one with too many pixels", async () => {
  const bytes = await plain(900, 900).jpeg().toBuffer();
  await expect(makeRenditions(folder, bytes.subarray(0, bytes.length / 2))).rejects.toThrow(PictureError);
  const bomb = await plain(9000, 9000).png({ compressionLevel: 9 }).toBuffer();
  await expect(makeRenditions(folder, bomb)).rejects.toThrow(PictureError);
});
