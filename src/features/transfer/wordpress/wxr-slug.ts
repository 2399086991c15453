const percentByte = /(?:%[\da-f]{2})+/gi;

function decodeRun(run: string): string {
  const bytes = Uint8Array.from(run.slice(1).split("%"), (pair) => Number.parseInt(pair, 16));
  // WordPress cuts slugs at 200 bytes, in the middle of a character if it must: U+FFFD goes.
  return new TextDecoder().decode(bytes).replaceAll("\ufffd", "");
}

/** A slug as people read it: WordPress stores other scripts percent-encoded, imported ones twice. */
export function decodeSlug(raw: string): string {
  let slug = raw.trim();
  for (let round = 0; round < 3 && /%[\da-f]{2}/i.test(slug); round += 1) {
    slug = slug.replace(percentByte, decodeRun);
  }
  return slug.replace(/%[\da-f]?$/i, "").normalize("NFC");
}
