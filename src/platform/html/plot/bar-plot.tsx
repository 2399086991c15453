import type { JSX } from "preact";
import { Field, placeIn } from "./axes.tsx";
import { marksOf, type Point } from "./line-plot.tsx";
import { PlotFrame, type PlotProps, type Tone } from "./plot.tsx";
import { niceScale } from "./ticks.ts";

export interface Bars {
  name: string;
  tone: Tone;
  /** One for each point, none below zero. */
  values: readonly number[];
}

export interface BarPlotProps extends PlotProps {
  along: string;
  points: readonly Point[];
  series: readonly Bars[];
  /** On one another, or beside one another. */
  isStacked?: boolean;
  format?(value: number): string;
  isWhole?: boolean;
  height?: number;
}

/** Numbers in their order, as bars. */
export function BarPlot(props: BarPlotProps): JSX.Element {
  const { locale, title, summary, along, points, series, isStacked = false, format = locale.number } = props;
  const heights = points.map((_, index) => {
    const values = series.map((each) => each.values[index] ?? 0);
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  const scale = niceScale(0, Math.max(0, ...heights), { isWhole: props.isWhole ?? false });
  const place = placeIn(locale, scale, props.height ?? 190);
  const middle = (index: number) => (index + 0.5) / points.length;
  return (
    <PlotFrame
      locale={locale}
      title={title}
      summary={summary}
      legend={series}
      numbers={{
        head: [along, ...series.map(({ name }) => name)],
        rows: points.map(({ label }, index) => [
          label,
          ...series.map(({ values }) => format(values[index] ?? 0)),
        ]),
      }}
    >
      <Field locale={locale} scale={scale} place={place} format={format} marks={marksOf(points, middle)}>
        {barsOf(series, points.length, isStacked).map(({ from, to, low, high, tone }) => {
          const [start, end] = [place.x(from), place.x(to)];
          return (
            <rect
              key={`${from} ${low}`}
              class={`plot__fill plot__fill--${tone}`}
              x={`${Math.min(start, end)}%`}
              width={`${Math.round(Math.abs(end - start) * 100) / 100}%`}
              y={place.y(high)}
              height={Math.max(0, Math.round((place.y(low) - place.y(high)) * 100) / 100)}
            />
          );
        })}
      </Field>
    </PlotFrame>
  );
}

/** Of each place along the line, the share that stays free between two bars. */
const free = 0.24;

/** Every bar that has a height: from and to which share of the way, and between which values. */
export function barsOf(series: readonly Bars[], count: number, isStacked: boolean) {
  const bars: { from: number; to: number; low: number; high: number; tone: Tone }[] = [];
  for (let index = 0; index < count; index++) {
    let low = 0;
    series.forEach(({ values, tone }, nth) => {
      const value = values[index] ?? 0;
      const width = (1 - free) / (isStacked ? 1 : series.length);
      const from = (index + free / 2 + (isStacked ? 0 : nth * width)) / count;
      if (value > 0) bars.push({ from, to: from + width / count, low, high: low + value, tone });
      if (isStacked) low += value;
    });
  }
  return bars;
}
