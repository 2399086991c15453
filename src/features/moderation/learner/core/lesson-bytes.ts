import type { Counted } from "./features.ts";

// A lesson as it is kept, about two bytes a feature: the number of features, then each as the distance to the one before,
// doubled, plus 1 when its count follows (else it is 1); the number of known things, and these. Numbers in LEB128
// (https://dwarfstd.org/doc/DWARF5.pdf, 7.6).

/** What was counted, as bytes. */
export function bytesOfCounted({ keys, counts, known }: Counted): Uint8Array {
  const bytes = new Uint8Array(10 * (keys.length + known.length) + 10);
  let at = 0;
  const write = (number: number) => {
    let rest = number;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) + 0x80;
    bytes[at++] = rest;
  };
  write(keys.length);
  let before = 0;
  keys.forEach((key, index) => {
    const times = counts[index] ?? 1;
    write((key - before) * 2 + (times > 1 ? 1 : 0));
    if (times > 1) write(times);
    before = key;
  });
  write(known.length);
  for (const key of known) write(key);
  return bytes.slice(0, at);
}

/** The same back. Throws where the bytes end too early. */
export function countedOfBytes(bytes: Uint8Array): Counted {
  let at = 0;
  const read = (): number => {
    let number = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("a lesson ends too early");
      number += (byte & 0x7f) * weight;
      if (byte < 0x80) return number;
    }
  };
  const length = read();
  const keys = new Uint32Array(length);
  const counts = new Uint32Array(length);
  let before = 0;
  for (let index = 0; index < length; index++) {
    const step = read();
    before += Math.floor(step / 2);
    keys[index] = before;
    counts[index] = step % 2 === 1 ? read() : 1;
  }
  const known = new Uint32Array(read());
  for (let index = 0; index < known.length; index++) known[index] = read();
  return { keys, counts, known };
}
