import { promisify } from "node:util";
import { constants, crc32, deflateRaw, deflateRawSync } from "node:zlib";
import { joinCrc32, shiftBy } from "../lib/crc32.ts";

/**
 * A piece of a text, compressed so that it can be joined with any others: DEFLATE blocks that end at a whole byte and refer to
 * nothing before them (RFC 1951), with what a gzip stream wants to know of them (RFC 1952).
 */
export interface GzipPiece {
  bytes: Buffer;
  /** Of what it was before: length in bytes, CRC-32, and what a CRC-32 before it is multiplied with. */
  length: number;
  crc: number;
  shift: number;
}

const deflate = promisify(deflateRaw);
/** A full flush ends a piece at a byte, and forgets all that could be referred to. */
const alone = { level: 6, finishFlush: constants.Z_FULL_FLUSH } as const;

/** Below this, in bytes, setting up the encoder costs more than it saves. */
const worthwhile = 300;

export async function gzipPiece(plain: Buffer): Promise<GzipPiece> {
  return pieceOf(plain, plain.length < worthwhile ? stored(plain) : await deflate(plain, alone));
}

/** The same at once: for what is short. */
export function gzipPieceSync(plain: Buffer): GzipPiece {
  return pieceOf(plain, plain.length < worthwhile ? stored(plain) : deflateRawSync(plain, alone));
}

function pieceOf(plain: Buffer, bytes: Buffer): GzipPiece {
  return { bytes, length: plain.length, crc: crc32(plain), shift: shiftBy(plain.length) };
}

/** As it is, in a block that isn't the last one. RFC 1951, 3.2.4. */
function stored(plain: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(plain.length + 5);
  bytes[0] = 0;
  bytes.writeUInt16LE(plain.length, 1);
  bytes.writeUInt16LE(plain.length ^ 0xff_ff, 3);
  plain.copy(bytes, 5);
  return bytes;
}

/** Deflated, no name, no time, no matter on which system. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** A last block with nothing in it. */
const lastBlock = [3, 0];

/** One gzip stream of pieces, as chunks to be sent one after another. */
export function joinGzip(pieces: readonly GzipPiece[]): Buffer[] {
  let [crc, length] = [0, 0];
  for (const piece of pieces) {
    crc = joinCrc32(crc, piece.crc, piece.shift);
    length += piece.length;
  }
  const trailer = Buffer.from([...lastBlock, 0, 0, 0, 0, 0, 0, 0, 0]);
  trailer.writeUInt32LE(crc, 2);
  trailer.writeUInt32LE(length % 2 ** 32, 6);
  return [header, ...pieces.map(({ bytes }) => bytes), trailer];
}
