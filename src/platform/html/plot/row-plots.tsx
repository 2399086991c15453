import type { JSX } from "preact";
import type { Locale } from "../locale.ts";
import { percent, type Tone } from "./plot.tsx";

// Tables whose rows are drawn too: they need no second table beside them.

interface RowPlotProps {
  locale: Locale;
  title: string;
  /** What the rows are. */
  along: string;
}

export interface BarRow {
  name: string;
  value: number;
  tone?: Tone;
}

/** A long bar for much, a short one for little: numbers by name, where the names are long. */
export function BarRows({
  locale,
  title,
  along,
  value: valueName,
  rows,
  format = locale.number,
}: RowPlotProps & {
  /** What is counted. */
  value: string;
  rows: readonly BarRow[];
  format?(value: number): string;
}): JSX.Element {
  const most = Math.max(1e-9, ...rows.map(({ value }) => value));
  const isMirrored = locale.direction === "rtl";
  return (
    <table class="rowplot">
      <caption class="plot__title">{title}</caption>
      <Head names={[along, null, valueName]} />
      <tbody>
        {rows.map(({ name, value, tone = "ink" }) => {
          const width = Math.round((value / most) * 1000) / 10;
          return (
            <tr key={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              <td class="rowplot__drawn">
                <svg height="14" aria-hidden="true">
                  <rect
                    class={`plot__fill plot__fill--${tone}`}
                    x={isMirrored ? `${100 - width}%` : "0"}
                    width={`${width}%`}
                    height="14"
                  />
                </svg>
              </td>
              <td>{format(value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export interface Interval {
  name: string;
  /** Shares from 0 to 1; null: there were no cases. */
  share: { value: number; low: number; high: number } | null;
  count: number;
}

/** Shares with how far off they may be, one below the other, from nothing to all. */
export function IntervalDots({
  locale,
  title,
  along,
  rows,
}: RowPlotProps & { rows: readonly Interval[] }): JSX.Element {
  const x = (share: number) => `${Math.round((locale.direction === "rtl" ? 1 - share : share) * 1000) / 10}%`;
  const said = (share: number) => percent(locale, share);
  return (
    <table class="rowplot rowplot--intervals">
      <caption class="plot__title">{title}</caption>
      <Head
        names={[
          along,
          null,
          locale.message("plot.share"),
          locale.message("plot.interval"),
          locale.message("plot.cases"),
        ]}
      />
      <tbody>
        {rows.map(({ name, share, count }) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {name}
            </th>
            <td class="rowplot__drawn">
              <svg height="18" aria-hidden="true">
                <line class="plot__rule" x1="0" x2="100%" y1="9" y2="9" />
                <line class="plot__rule" x1="50%" x2="50%" y1="0" y2="18" />
                {share && (
                  <>
                    <line class="plot__whisker" x1={x(share.low)} x2={x(share.high)} y1="9" y2="9" />
                    <circle class="plot__dot" cx={x(share.value)} cy="9" r="4.5" />
                  </>
                )}
              </svg>
            </td>
            <td>{share ? said(share.value) : "–"}</td>
            <td>
              {share ? locale.message("plot.between", { low: said(share.low), high: said(share.high) }) : "–"}
            </td>
            <td>{locale.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Null: the column that is drawn. */
function Head({ names }: { names: readonly (string | null)[] }): JSX.Element {
  return (
    <thead>
      <tr>
        {names.map((name, index) =>
          name === null ? (
            <td key={index} class="rowplot__drawn" />
          ) : (
            <th key={index} scope="col">
              {name}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
