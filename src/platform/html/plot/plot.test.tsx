import { describe, expect, it } from "vitest";
import { localeOf } from "../locale.ts";
import { renderFragment } from "../render.ts";
import { BarPlot, barsOf } from "./bar-plot.tsx";
import { CalibrationPlot } from "./calibration-plot.tsx";
import { HeatGrid, shadeOf } from "./heat-grid.tsx";
import { linePath, LinePlot } from "./line-plot.tsx";
import { duration, percent } from "./plot.tsx";
import { BarRows, IntervalDots } from "./row-plots.tsx";
import { sparkPoints } from "./spark.tsx";

const english = localeOf("en", "UTC");
const arabic = localeOf("ar", "UTC");
const same = (value: number) => value;
const points = ["One", "Two", "Three"].map((label) => ({ label, mark: label }));

describe("a plot", () => {
  it("is an image with a spoken summary, and a table of all its numbers", () => {
    const html = renderFragment(
      <LinePlot
        locale={english}
        title="Comments"
        summary="At most 1,200 an hour."
        along="Hour"
        points={points}
        lines={[{ name: "All", tone: "ink", values: [3, null, 1200] }]}
      />,
    );
    expect(html).toContain('role="img" aria-label="Comments. At most 1,200 an hour."');
    expect(html).toContain('<th scope="row">Three</th><td>1,200</td>');
    expect(html).toContain('<th scope="row">Two</th><td>–</td>');
  });

  it("has no styles of its own: the policy of the pages forbids them", () => {
    const share = { value: 0.5, low: 0.4, high: 0.6 };
    const html = renderFragment(
      <>
        <BarPlot locale={english} title="T" summary="S" along="A" points={points} series={[]} />
        <HeatGrid
          locale={english}
          title="T"
          summary="S"
          along="A"
          rows={[{ name: "Monday", short: "Mon", values: [1] }]}
          columns={[{ name: "08:00" }]}
        />
        <CalibrationPlot
          locale={english}
          title="T"
          summary="S"
          bins={[{ foreseen: 0.1, seen: 0.2, low: 0.1, high: 0.3, count: 9 }]}
        />
        <BarRows locale={english} title="T" along="A" value="V" rows={[{ name: "N", value: 2 }]} />
        <IntervalDots locale={english} title="T" along="A" rows={[{ name: "N", share, count: 3 }]} />
      </>,
    );
    expect(html).not.toMatch(/ style=|NaN|Infinity|undefined/);
  });

  it("runs from the right where pages are read from the right, with the numbers of the language", () => {
    const bars = [{ name: "All", tone: "ink" as const, values: [1, 0, 0] }];
    const draw = (locale: typeof english) =>
      renderFragment(
        <BarPlot locale={locale} title="T" summary="S" along="A" points={points} series={bars} />,
      );
    const left = (html: string) => Number(/<rect class="[^"]*" x="([\d.]+)%"/.exec(html)?.[1]);
    expect(left(draw(english))).toBeLessThan(10);
    expect(left(draw(arabic))).toBeGreaterThan(66);
    expect(draw(arabic)).toContain("<td>١</td>");
    expect(sparkPoints([0, 1], true)[1]?.[0]).toBeLessThan(sparkPoints([0, 1], false)[1]?.[0] ?? 0);
  });

  it("breaks its line where nothing is known", () => {
    expect(linePath([1, 2, null, 4], same, { x: same, y: same })).toBe("M0 1L1 2M3 4h.8");
  });

  it("puts bars on one another or beside one another", () => {
    const series = [
      { name: "a", tone: "ink" as const, values: [2] },
      { name: "b", tone: "harm" as const, values: [3] },
    ];
    expect(barsOf(series, 1, true).map(({ low, high }) => [low, high])).toEqual([
      [0, 2],
      [2, 5],
    ]);
    const [one, other] = barsOf(series, 1, false);
    expect(other?.from).toBeCloseTo(one?.to ?? 0);
  });

  it("shades what there is by fifths of the most", () => {
    expect([0, 1, 20, 21, 100].map((value) => shadeOf(value, 100))).toEqual([0, 1, 1, 2, 5]);
  });

  it("says shares and spans of time as the language does", () => {
    expect(percent(english, 0.071)).toBe("7%");
    expect(duration(english, 45_000)).toBe("45 s");
    expect(duration(english, 6 * 60_000)).toBe("6 min");
    expect(duration(english, 3.5 * 3_600_000)).toBe("3.5 h");
    expect(duration(arabic, 6 * 60_000)).toContain("٦");
  });
});
