import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { bytesOfModel, modelLength, modelOfBytes } from "./model-bytes.ts";
import { Model } from "./model.ts";

// A model as a file: its bytes, compressed. What was seen once only says little and takes most of the room, and two
// decimal places of a weight are enough, so both are left out: it is the same model for all that it is used for, and a
// tenth of the size.

const deflateAside = promisify(deflate);
const inflateAside = promisify(inflate);

/** Of a file that is read: no model is larger. */
export const largestFile = 6_000_000;

export async function fileOfModel({ tables }: Model): Promise<Uint8Array> {
  const { kept, refused } = tables;
  const model = new Model({
    rest: tables.rest.slice(),
    weights: rounded(tables.weights),
    squares: rounded(tables.squares),
    kept: kept.slice(),
    refused: refused.slice(),
  });
  const copy = model.tables;
  for (let place = 0; place < kept.length; place++) {
    if ((kept[place] ?? 0) + (refused[place] ?? 0) > 1) continue;
    copy.weights[place] = 0;
    copy.squares[place] = 0;
    copy.kept[place] = 0;
    copy.refused[place] = 0;
  }
  return deflateAside(bytesOfModel(model), { level: 6 });
}

/** To the seven bits behind the point that bfloat16 has. */
function rounded(numbers: Float32Array): Float32Array {
  const copy = numbers.slice();
  const bits = new Uint32Array(copy.buffer);
  for (let at = 0; at < bits.length; at++) bits[at] = ((bits[at] ?? 0) + 0x8000) & 0xffff_0000;
  return copy;
}

/** The model of a file; null: it is none that this program can use. */
export async function modelOfFile(file: Uint8Array): Promise<Model | null> {
  if (file.length > largestFile) return null;
  try {
    return modelOfBytes(await inflateAside(file, { maxOutputLength: modelLength }));
  } catch {
    // Not compressed, broken off, or larger than any model.
    return null;
  }
}
