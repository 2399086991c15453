/** Stands in a rendered page where the time of its making goes. */
export const makingTimeMark = "\u0001ms\u0001";

/** A page with the time of its making, in milliseconds. */
export function withMakingTime(page: Buffer, ms: number): Buffer {
  const at = page.indexOf(makingTimeMark);
  if (at < 0) return page;
  const words = Buffer.from(String(Math.max(1, Math.round(ms))));
  return Buffer.concat([page.subarray(0, at), words, page.subarray(at + makingTimeMark.length)]);
}
