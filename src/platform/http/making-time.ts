/** Stands in a rendered page where the time of its making goes. */
export const makingTimeMark = "\u0001ms\u0001";

/** A page with the time of its making, in milliseconds. */
export function withMakingTime(page: Buffer, ms: number): Buffer {
  const at = page.indexOf(makingTimeMark);
  if (at < 0) return page;
  return Buffer.concat([
    page.subarray(0, at),
    Buffer.from(wordsOf(ms)),
    page.subarray(at + makingTimeMark.length),
  ]);
}

/** The same for a part of a page. */
export function inMakingTime(text: string, ms: number): string {
  return text.replace(makingTimeMark, wordsOf(ms));
}

function wordsOf(ms: number): string {
  return String(Math.max(1, Math.round(ms)));
}
