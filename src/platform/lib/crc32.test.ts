import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { joinCrc32, shiftBy } from "./crc32.ts";

it("the CRC-32 of two texts joined follows from those of each", () => {
  const bytes = fc.uint8Array({ maxLength: 3000 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const joined = joinCrc32(crc32(one), crc32(other), shiftBy(other.length));
      expect(joined).toBe(crc32(Buffer.concat([one, other])));
    }),
  );
});

it("also behind more bytes than 32 bits can count", () => {
  const zeros = Buffer.alloc(1 << 20);
  let crc = crc32("begun");
  for (let n = 0; n < 16; n++) crc = crc32(zeros, crc);
  expect(joinCrc32(crc32("begun"), crc32Of(zeros, 16), shiftBy(zeros.length * 16))).toBe(crc);
  // Shifts add up: a hundred times 2^30 bytes is the same as all of them at once.
  let step = crc32("begun");
  for (let n = 0; n < 100; n++) step = joinCrc32(step, 0, shiftBy(2 ** 30));
  expect(joinCrc32(crc32("begun"), 0, shiftBy(100 * 2 ** 30))).toBe(step);
});

function crc32Of(bytes: Buffer, times: number): number {
  let crc = 0;
  for (let n = 0; n < times; n++) crc = crc32(bytes, crc);
  return crc;
}
