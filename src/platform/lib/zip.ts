/** A file of an archive, made piece by piece. */
export interface ZipEntry {
  name: string;
  text: AsyncIterable<string>;
}

/** Compressing a piece holds the process for as long as this is large, in characters. */
const largest = 64 * 1024;

/** A ZIP archive as it grows: no more of it is in memory than a piece. */
export async function* zipOf(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const { Zip, ZipDeflate } = await import("fflate");
  let made: Uint8Array[] = [];
  const archive = new Zip((error, bytes) => {
    if (error) throw error;
    made.push(bytes);
  });
  const encoder = new TextEncoder();
  for (const { name, text } of entries) {
    const file = new ZipDeflate(name, { level: 6 });
    archive.add(file);
    for await (const piece of gathered(text)) {
      file.push(encoder.encode(piece));
      yield* made;
      made = [];
    }
    file.push(new Uint8Array(0), true);
  }
  archive.end();
  yield* made;
}

/** Small pieces joined and large ones parted. */
async function* gathered(text: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = "";
  for await (const piece of text) {
    waiting += piece;
    while (waiting.length >= largest) {
      // Not between the two halves of a character.
      const end = /[\uD800-\uDBFF]/.test(waiting.charAt(largest - 1)) ? largest - 1 : largest;
      yield waiting.slice(0, end);
      waiting = waiting.slice(end);
    }
  }
  if (waiting !== "") yield waiting;
}
