// CRC-32 of texts joined, from the CRC-32 of each: what zlib's crc32_combine does, by Mark Adler's algorithm.
// https://github.com/madler/zlib/blob/v1.3.1/crc32.c (multmodp, x2nmodp)

/** The polynomial of ISO 3309, reflected. */
const polynomial = 0xed_b8_83_20;
/** Polynomials are written with their lowest term in the highest bit: this is 1, half of it is x. */
const one = 0x80_00_00_00;

/** a(x) times b(x), modulo the polynomial. */
function times(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial;
  }
  return product >>> 0;
}

/** x to the power of 2^n, modulo the polynomial. */
const powers: number[] = [one >>> 1];
for (let n = 1; n < 32; n++) powers.push(times(powers[n - 1] ?? 0, powers[n - 1] ?? 0));

/** What the CRC-32 of something has to be multiplied with when so many bytes come after it. */
export function shiftBy(bytes: number): number {
  let shift = one;
  // Eight bits a byte: it begins with x^8.
  for (let [rest, n] = [bytes, 3]; rest > 0; rest = Math.floor(rest / 2), n++)
    if (rest % 2 === 1) shift = times(powers[n % 32] ?? 0, shift);
  return shift;
}

/** The CRC-32 of two texts joined. `shift`: `shiftBy` of the second's length. */
export function joinCrc32(first: number, second: number, shift: number): number {
  return (times(shift, first) ^ second) >>> 0;
}
