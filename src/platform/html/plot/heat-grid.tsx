import type { JSX } from "preact";
import { PlotFrame, type PlotProps } from "./plot.tsx";

export interface HeatGridProps extends PlotProps {
  /** What the rows are: heads the table's first column. */
  along: string;
  rows: readonly { name: string; short: string; values: readonly number[] }[];
  columns: readonly { name: string; mark?: string }[];
  format?(value: number): string;
}

const rowHeight = 24;
const below = 22;
/** Shades between nothing and the most. */
const shades = 5;

/** How much there was by row and column, the more the darker: by weekday and hour, say. */
export function HeatGrid(props: HeatGridProps): JSX.Element {
  const { locale, title, summary, along, rows, columns, format = locale.number } = props;
  const most = Math.max(1, ...rows.flatMap(({ values }) => values));
  const isMirrored = locale.direction === "rtl";
  const height = rows.length * rowHeight + below;
  const width = 100 / columns.length;
  const left = (column: number) => (isMirrored ? columns.length - 1 - column : column) * width;
  return (
    <PlotFrame
      locale={locale}
      title={title}
      summary={summary}
      numbers={{
        head: [along, ...columns.map(({ name }) => name)],
        rows: rows.map(({ name, values }) => [name, ...values.map(format)]),
      }}
    >
      <svg class="plot__scale" height={height} aria-hidden="true">
        {rows.map(({ short }, row) => (
          <text
            key={row}
            x={isMirrored ? "0" : "100%"}
            dx={isMirrored ? 6 : -6}
            y={(row + 0.5) * rowHeight}
            dy=".32em"
            text-anchor="end"
          >
            {short}
          </text>
        ))}
      </svg>
      <svg class="plot__field" height={height} aria-hidden="true">
        {rows.flatMap(({ values }, row) =>
          values.map((value, column) => (
            <rect
              key={`${row} ${column}`}
              class={`plot__heat plot__heat--${shadeOf(value, most)}`}
              x={`${left(column)}%`}
              width={`${width}%`}
              y={row * rowHeight}
              height={rowHeight}
            />
          )),
        )}
        {columns.map(({ mark }, column) =>
          mark === undefined ? null : (
            <text
              key={column}
              class="plot__mark"
              x={`${left(column) + width / 2}%`}
              y={height - 5}
              text-anchor="middle"
            >
              {mark}
            </text>
          ),
        )}
      </svg>
    </PlotFrame>
  );
}

/** 0: nothing; 1 to 5: up to the fifths of the most. */
export function shadeOf(value: number, most: number): number {
  return value <= 0 ? 0 : Math.min(shades, Math.ceil((value / most) * shades));
}
