/** An axis: where it begins and ends, and what is written along it. */
export interface Scale {
  from: number;
  to: number;
  ticks: readonly number[];
}

/**
 * Round numbers for an axis that shows all from `low` to `high`, with about `count` ticks: Paul S. Heckbert, "Nice Numbers
 * for Graph Labels", Graphics Gems, 1990. `isWhole`: there are no halves of what is counted.
 */
export function niceScale(
  low: number,
  high: number,
  { count = 4, isWhole = false }: { count?: number; isWhole?: boolean } = {},
): Scale {
  const isUsable = Number.isFinite(low) && Number.isFinite(high) && high > low;
  const [from, to] = isUsable ? [low, high] : [Math.min(0, low || 0), Math.max(1, high || 0)];
  const wanted = niceNumber((to - from) / Math.max(1, count), true);
  const step = isWhole ? Math.max(1, Math.round(wanted)) : wanted;
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(Math.min(20, digits + 1))),
  );
  return { from: ticks[0] ?? from, to: ticks.at(-1) ?? to, ticks };
}

function niceNumber(range: number, isRounded: boolean): number {
  const power = 10 ** Math.floor(Math.log10(range));
  const fraction = range / power;
  const bounds = isRounded ? [1.5, 3, 7] : [1, 2, 5];
  const nice = [1, 2, 5].find((_, index) => fraction < (bounds[index] ?? 0)) ?? 10;
  return nice * power;
}

/** Which of so many labels are written where there is room for `most`: every second, third, … from the first on. */
export function thinned(count: number, most: number): (index: number) => boolean {
  const step = Math.max(1, Math.ceil(count / most));
  return (index) => index % step === 0;
}
