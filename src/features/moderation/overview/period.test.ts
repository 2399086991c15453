import { describe, expect, it } from "vitest";
import { clockOf, periodUntil, stepAt } from "./period.ts";
import { lengths } from "./read-overview.ts";
import { quantile } from "./quantile.ts";

const at = Date.parse;

describe("a period", () => {
  it("goes by the days of the site, though clocks are changed within it", () => {
    const { steps } = periodUntil(at("2026-03-30T10:00:00Z"), "month", "Europe/Berlin");
    expect(steps).toHaveLength(30);
    expect(steps.at(-1)?.from).toBe(at("2026-03-29T22:00:00Z"));
    expect(steps.at(-2)?.from).toBe(at("2026-03-28T23:00:00Z"));
    expect(steps.every(({ from }, index) => index === 0 || steps[index - 1]?.before === from)).toBe(true);
  });

  it("goes by the hours of the site where those are half an hour off", () => {
    const { steps } = periodUntil(at("2026-06-09T13:40:00Z"), "day", "Asia/Tehran");
    expect(steps.at(-1)?.from).toBe(at("2026-06-09T13:30:00Z"));
    expect(steps).toHaveLength(24);
  });

  it("finds the step of a moment, and none outside", () => {
    const period = periodUntil(at("2026-06-09T13:40:00Z"), "week", "UTC");
    expect(period.steps.map(({ from }) => stepAt(period, from))).toEqual([...period.steps.keys()]);
    expect(stepAt(period, period.from - 1)).toBeNull();
    expect(stepAt(period, period.before)).toBeNull();
  });
});

describe("an hour of the week", () => {
  it("is the one that the site’s clock shows", () => {
    expect(clockOf("Asia/Baghdad")(at("2026-06-06T22:30:00Z"))).toEqual({ day: 0, hour: 1 });
  });
});

describe("how many waited", () => {
  it("follows from how many wait now and what came and went", () => {
    expect(lengths(3, [2, 1, 4], [0, 1, 3])).toEqual([2, 2, 3]);
    expect(lengths(0, [0, 0], [0, 0])).toEqual([0, 0]);
  });
});

describe("a quantile", () => {
  it("is the smallest span that the share doesn’t exceed", () => {
    const bins = [
      { bin: 100, n: 1 },
      { bin: 50, n: 8 },
      { bin: 120, n: 1 },
    ];
    expect(quantile(bins, 0.5)).toBe(quantile([{ bin: 50, n: 1 }], 0.5));
    expect(quantile(bins, 0.9)).toBe(quantile([{ bin: 100, n: 1 }], 0.9));
    expect(quantile([], 0.5)).toBeNull();
  });
});
