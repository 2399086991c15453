import type { JSX } from "preact";
import { Field, placeIn, Stretched } from "./axes.tsx";
import { percent, PlotFrame, type PlotProps } from "./plot.tsx";

/** Cases that got about the same score. */
export interface ScoreBin {
  /** The mean score, and how many of them it was true of: shares from 0 to 1. */
  foreseen: number;
  seen: number;
  /** Between which shares the truth lies, by the interval that the caller chose. */
  low: number;
  high: number;
  count: number;
}

const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** A reliability diagram: how often what was foreseen came true. On the diagonal scores can be taken at their word. */
export function CalibrationPlot({ bins, ...props }: PlotProps & { bins: readonly ScoreBin[] }): JSX.Element {
  const { locale } = props;
  const said = (share: number) => percent(locale, share);
  const scale = { from: 0, to: 1, ticks: fifths };
  const place = placeIn(locale, scale, 300);
  const marks = fifths.map((at) => ({ at, label: said(at) }));
  return (
    <PlotFrame
      {...props}
      numbers={{
        head: (["plot.foreseen", "plot.seen", "plot.interval", "plot.cases"] as const).map((id) =>
          locale.message(id),
        ),
        rows: bins.map(({ foreseen, seen, low, high, count }) => [
          said(foreseen),
          said(seen),
          locale.message("plot.between", { low: said(low), high: said(high) }),
          locale.number(count),
        ]),
      }}
    >
      <Field locale={locale} scale={scale} place={place} format={said} marks={marks}>
        <Stretched place={place}>
          <path
            class="plot__line plot__line--soft"
            d={`M${place.x(0)} ${place.y(0)}L${place.x(1)} ${place.y(1)}`}
          />
        </Stretched>
        {bins.map(({ foreseen, seen, low, high }) => {
          const x = `${place.x(foreseen)}%`;
          return (
            <g key={foreseen}>
              <line class="plot__whisker" x1={x} x2={x} y1={place.y(low)} y2={place.y(high)} />
              <circle class="plot__dot" cx={x} cy={place.y(seen)} r="4.5" />
            </g>
          );
        })}
      </Field>
    </PlotFrame>
  );
}
