/** Milliseconds of the quickest of some runs: what else the machine does only ever adds. */
function quickest(work: () => unknown, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

// Below this nobody waits, so it is not measured more closely; what grows too fast is far above it.
const noise = 400;

/**
 * How much longer `work` takes on an input four times as long, both measured in this run: about 4 when it reads its
 * input once, 16 when it takes the square. 1 when even the long input takes no time worth measuring.
 */
export function growth(
  makeInput: (length: number) => string,
  length: number,
  work: (text: string) => unknown,
): number {
  const long = makeInput(length * 4);
  if (quickest(() => work(long), 1) < noise) return 1;
  const short = makeInput(length);
  return (
    quickest(() => work(long), 3) /
    Math.max(
      1,
      quickest(() => work(short), 3),
    )
  );
}

/** Growth from which on something takes more than its input is worth. */
export const tooMuch = 11;
