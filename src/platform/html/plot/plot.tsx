import type { ComponentChildren, JSX } from "preact";
import type { Locale } from "../locale.ts";

/** How a series is drawn. "harm" is for what harms and for nothing else. */
export type Tone = "ink" | "reader" | "soft" | "harm";

/** The numbers of a plot. The first column names the rows. */
export interface PlotNumbers {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What every plot has. */
export interface PlotProps {
  locale: Locale;
  title: string;
  /** What the plot shows, in a sentence: for who can't see it. */
  summary: string;
}

interface FrameProps extends PlotProps {
  legend?: readonly { name: string; tone: Tone }[];
  numbers: PlotNumbers;
  children: ComponentChildren;
}

/** What stands round every plot: its title, what is said of it, its legend, its numbers as a table. */
export function PlotFrame({
  locale,
  title,
  summary,
  legend = [],
  numbers,
  children,
}: FrameProps): JSX.Element {
  return (
    <figure class="plot">
      <figcaption class="plot__title">{title}</figcaption>
      {legend.length > 1 && (
        <ul class="plot__legend">
          {legend.map(({ name, tone }) => (
            <li key={name}>
              <svg width="18" height="10" aria-hidden="true" class="plot__key">
                <rect width="18" height="10" class={`plot__fill plot__fill--${tone}`} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div class="plot__area" role="img" aria-label={`${title}. ${summary}`}>
        {children}
      </div>
      <PlotTable locale={locale} title={title} numbers={numbers} />
    </figure>
  );
}

/** The numbers of a plot, behind a line that opens them. */
export function PlotTable({
  locale,
  title,
  numbers: { head, rows },
}: Pick<PlotProps, "locale" | "title"> & { numbers: PlotNumbers }): JSX.Element {
  return (
    <details class="plot__numbers">
      <summary>{locale.message("plot.numbers")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="plot__scroll" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              {head.map((name, index) => (
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** A share from 0 to 1, as per cent of the reader's language. */
export function percent(locale: Locale, share: number): string {
  return locale.message("plot.percent", { n: share });
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What spans up to `longest` are best counted in. */
export function unitOfTime(longest: number): number {
  if (longest < 2 * minute) return second;
  if (longest < 2 * hour) return minute;
  return longest < 2 * day ? hour : day;
}

/** A span of time in milliseconds, short: "45 s", "6 min", "3.5 h", "12 d". */
export function duration(locale: Locale, span: number): string {
  if (span < minute) return locale.message("plot.seconds", { n: Math.round(span / second) });
  if (span < hour) return locale.message("plot.minutes", { n: Math.round(span / minute) });
  if (span < day) return locale.message("plot.hours", { n: Math.round((span / hour) * 10) / 10 });
  return locale.message("plot.days", { n: Math.round((span / day) * 10) / 10 });
}
