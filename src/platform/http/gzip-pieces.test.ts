import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gzipPiece, gzipPieceSync, joinGzip } from "./gzip-pieces.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  // Long ones, of which much comes again: what is referred to is then in another piece.
  fc
    .tuple(fc.string({ maxLength: 30 }), fc.integer({ min: 1, max: 4000 }))
    .map(([part, n]) => part.repeat(n)),
);

it("pieces joined in any order, and however often, are one gzip stream of their texts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 12 }),
      fc.array(fc.nat(11), { maxLength: 30 }),
      async (texts, order) => {
        const pieces = await Promise.all(
          texts.map((each, n) =>
            n % 2 === 0 ? gzipPiece(Buffer.from(each)) : gzipPieceSync(Buffer.from(each)),
          ),
        );
        const chosen = order.filter((n) => n < texts.length);
        const joined = Buffer.concat(joinGzip(chosen.flatMap((n) => pieces[n] ?? [])));
        expect(gunzipSync(joined).toString()).toBe(
          Buffer.from(chosen.map((n) => texts[n]).join("")).toString(),
        );
      },
    ),
    { numRuns: 200 },
  );
});

it("a stream of no pieces is empty", () => {
  expect(gunzipSync(Buffer.concat(joinGzip([]))).length).toBe(0);
});

it("a piece that isn't what the stream says is noticed", () => {
  const [piece, other] = [gzipPieceSync(Buffer.from("one")), gzipPieceSync(Buffer.from("two"))];
  expect(() => gunzipSync(Buffer.concat(joinGzip([{ ...piece, bytes: other.bytes }])))).toThrow();
});
