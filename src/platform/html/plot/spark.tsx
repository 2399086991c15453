import type { JSX } from "preact";
import type { Locale } from "../locale.ts";

const [width, height, edge] = [52, 18, 2];

/** A line of a word's size beside a number that says where it ends: so it needs no words of its own. */
export function Spark({ locale, values }: { locale: Locale; values: readonly number[] }): JSX.Element {
  const points = sparkPoints(values, locale.direction === "rtl");
  const last = points.at(-1);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      {last && <circle class="now" cx={last[0]} cy={last[1]} r={edge} />}
    </svg>
  );
}

/** Where the values of a spark line lie; a row of zeros lies at the bottom. */
export function sparkPoints(values: readonly number[], isMirrored: boolean): [number, number][] {
  const most = Math.max(1, ...values);
  const round = (value: number) => Math.round(value * 10) / 10;
  return values.map((value, index) => {
    const x = edge + (values.length > 1 ? index / (values.length - 1) : 1) * (width - 2 * edge);
    const y = height - edge - (value / most) * (height - 2 * edge);
    return [round(isMirrored ? width - x : x), round(y)];
  });
}
