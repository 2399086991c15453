/** Remembers numbers in bitmaps, so that ten million ids cost about a megabyte. Past its limit it forgets new ones. */
export interface SeenIds {
  /** True if this id was added before. */
  add(id: number): boolean;
  has(id: number): boolean;
}

const pageBits = 32_768;
const mostPages = 4096;

export function seenIds(): SeenIds {
  const pages = new Map<number, Uint8Array>();
  return {
    has(id) {
      const page = pages.get(Math.floor(id / pageBits));
      return ((page?.[(id % pageBits) >> 3] ?? 0) & (1 << (id % 8))) !== 0;
    },
    add(id) {
      const number = Math.floor(id / pageBits);
      let page = pages.get(number);
      if (!page) {
        if (pages.size >= mostPages) return false;
        page = new Uint8Array(pageBits / 8);
        pages.set(number, page);
      }
      const index = (id % pageBits) >> 3;
      const bit = 1 << (id % 8);
      const byte = page[index] ?? 0;
      page[index] = byte | bit;
      return (byte & bit) !== 0;
    },
  };
}
