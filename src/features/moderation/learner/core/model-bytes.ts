import { tableBits } from "./features.ts";
import { Model, restLength, type Tables } from "./model.ts";

// A model as bytes: eight letters, the bits of a place, the numbers of the whole, then the tables one after the other,
// all little-endian. The same lessons give the same bytes on every machine.

const magic = "BLLEARN1";
const headerLength = magic.length + 8;
const places = 1 << tableBits;
const perPlace = 4 + 4 + 2 + 2;

/** Bytes of a whole model. */
export const modelLength = headerLength + restLength * 8 + places * perPlace;

/** A copy of a model, as bytes. */
export function bytesOfModel({ tables }: Model): Uint8Array {
  const bytes = new Uint8Array(modelLength);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(magic.length, tableBits, true);
  let at = headerLength;
  for (const table of inOrder(tables)) {
    bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    at += table.byteLength;
  }
  return bytes;
}

/** The model back; null: that is none, or a number in it isn't finite or can't be. */
export function modelOfBytes(bytes: Uint8Array): Model | null {
  if (bytes.length !== modelLength) return null;
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) return null;
  const copy = bytes.slice();
  if (new DataView(copy.buffer).getUint32(magic.length, true) !== tableBits) return null;
  let at = headerLength;
  const take = (length: number) => {
    const from = at;
    at += length;
    return copy.buffer.slice(from, at);
  };
  const model = new Model({
    rest: new Float64Array(take(restLength * 8)),
    weights: new Float32Array(take(places * 4)),
    squares: new Float32Array(take(places * 4)),
    kept: new Uint16Array(take(places * 2)),
    refused: new Uint16Array(take(places * 2)),
  });
  return isSound(model.tables) ? model : null;
}

function inOrder({ rest, weights, squares, kept, refused }: Tables) {
  return [rest, weights, squares, kept, refused];
}

/** Weights stay far below this in learning; a model from elsewhere must not carry any that shut out all others. */
const largest = 1e6;

function isSound({ rest, weights, squares }: Tables): boolean {
  const isNumber = (n: number) => Math.abs(n) <= largest;
  const isSquare = (n: number) => n >= 0 && n <= largest;
  const isCount = (n: number | undefined) => n !== undefined && Number.isSafeInteger(n) && n >= 0;
  if (!isCount(rest[2]) || !isCount(rest[3])) return false;
  // Sums over all comments: they grow with their number.
  if (!rest.every((n) => Number.isFinite(n))) return false;
  if (![1, 4, 5, 9, 10, 11].every((at) => (rest[at] ?? -1) >= 0)) return false;
  return weights.every(isNumber) && squares.every(isSquare);
}
