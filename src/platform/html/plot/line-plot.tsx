import type { JSX } from "preact";
import { Field, type Place, placeIn, Stretched } from "./axes.tsx";
import { PlotFrame, type PlotProps, type Tone } from "./plot.tsx";
import { niceScale, type Scale } from "./ticks.ts";

/** A place along the line. */
export interface Point {
  /** As the table names it. */
  label: string;
  /** What is written below the plot; absent: nothing. */
  mark?: string;
}

export interface Line {
  name: string;
  tone: Tone;
  /** One for each point; null: nothing is known there. */
  values: readonly (number | null)[];
  /** How far off the values may be; one for each point. */
  band?: readonly ({ low: number; high: number } | null)[];
}

export interface LinePlotProps extends PlotProps {
  /** What the points are: heads the table's first column. */
  along: string;
  points: readonly Point[];
  /** One or two. */
  lines: readonly Line[];
  format?(value: number): string;
  /** The lowest and the highest value that the axis shows at least. */
  range?: { low: number; high: number };
  /** There are no halves of what is counted. */
  isWhole?: boolean;
  /** What the axis counts in: numbers along it are round multiples of it. */
  unit?: number;
  height?: number;
}

/** Values in their order, as one or two lines. */
export function LinePlot(props: LinePlotProps): JSX.Element {
  const { locale, title, summary, along, points, lines, format = locale.number } = props;
  const scale = scaleOf(props);
  const place = placeIn(locale, scale, props.height ?? 190);
  const at = (index: number) => (points.length > 1 ? index / (points.length - 1) : 0.5);
  const said = (value: number | null | undefined) => (value == null ? "–" : format(value));
  const hasBands = lines.some(({ band }) => band);
  return (
    <PlotFrame
      locale={locale}
      title={title}
      summary={summary}
      legend={lines}
      numbers={{
        head: [
          along,
          ...lines.flatMap(({ name }) =>
            hasBands
              ? [name, locale.message("plot.low", { name }), locale.message("plot.high", { name })]
              : [name],
          ),
        ],
        rows: points.map(({ label }, index) => [
          label,
          ...lines.flatMap(({ values, band }) =>
            hasBands
              ? [said(values[index]), said(band?.[index]?.low), said(band?.[index]?.high)]
              : [said(values[index])],
          ),
        ]),
      }}
    >
      <Field locale={locale} scale={scale} place={place} format={format} marks={marksOf(points, at)}>
        <Stretched place={place}>
          {lines.map(({ name, tone, band }) =>
            band ? (
              <path key={name} class={`plot__band plot__band--${tone}`} d={bandPath(band, at, place)} />
            ) : null,
          )}
          {lines.map(({ name, tone, values }) => (
            <path key={name} class={`plot__line plot__line--${tone}`} d={linePath(values, at, place)} />
          ))}
        </Stretched>
      </Field>
    </PlotFrame>
  );
}

export function marksOf(points: readonly Point[], at: (index: number) => number) {
  return points.flatMap(({ mark }, index) => (mark === undefined ? [] : [{ at: at(index), label: mark }]));
}

function scaleOf(props: LinePlotProps): Scale {
  const { unit = 1, isWhole = false } = props;
  const [low, high] = extent(props);
  const { from, to, ticks } = niceScale(low / unit, high / unit, { isWhole });
  return { from: from * unit, to: to * unit, ticks: ticks.map((tick) => tick * unit) };
}

function extent({ lines, range }: LinePlotProps): [number, number] {
  const shown = lines.flatMap(({ values, band = [] }) => [
    ...values,
    ...band.flatMap((each) => (each ? [each.low, each.high] : [])),
  ]);
  const known = shown.filter((value) => value !== null);
  return [
    known.reduce((low, value) => Math.min(low, value), range?.low ?? 0),
    known.reduce((high, value) => Math.max(high, value), range?.high ?? 0),
  ];
}

/** A line through all known values; where one isn't known the line is broken, and what stands alone is a short dash. */
export function linePath(
  values: readonly (number | null)[],
  at: (index: number) => number,
  { x, y }: Pick<Place, "x" | "y">,
): string {
  return values
    .map((value, index) => {
      if (value === null) return "";
      const here = `${x(at(index))} ${y(value)}`;
      const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
      if (isAlone) return `M${here}h.8`;
      return `${(values[index - 1] ?? null) === null ? "M" : "L"}${here}`;
    })
    .join("");
}

/** The area between the lower and the upper ends; one for each unbroken run. */
function bandPath(
  band: readonly ({ low: number; high: number } | null)[],
  at: (index: number) => number,
  { x, y }: Place,
): string {
  const runs: { index: number; low: number; high: number }[][] = [];
  band.forEach((each, index) => {
    if (!each) return;
    if (index === 0 || !band[index - 1]) runs.push([]);
    runs.at(-1)?.push({ index, ...each });
  });
  const corner = (index: number, value: number) => `${x(at(index))} ${y(value)}`;
  return runs
    .map((run) => {
      const there = run.map(({ index, high }) => corner(index, high));
      const back = run.toReversed().map(({ index, low }) => corner(index, low));
      return `M${[...there, ...back].join("L")}Z`;
    })
    .join("");
}
