import { describe, expect, it } from "vitest";
import { niceScale, thinned } from "./ticks.ts";

describe("the numbers along an axis", () => {
  it.each([
    [0, 97, [0, 20, 40, 60, 80, 100]],
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 1234, [0, 500, 1000, 1500]],
    [-3, 12, [-5, 0, 5, 10, 15]],
    [0, 0.003, [0, 0.001, 0.002, 0.003]],
  ])("are round from %d to %d", (low, high, ticks) => {
    expect(niceScale(low, high).ticks).toEqual(ticks);
  });

  it("hold all values between the first and the last", () => {
    for (const high of [1, 2, 3, 7, 11, 99, 101, 5003, 1e9, 0.7]) {
      const { from, to, ticks } = niceScale(0, high);
      expect(from).toBe(0);
      expect(to).toBeGreaterThanOrEqual(high);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }
  });

  it("are whole where there are no halves", () => {
    expect(niceScale(0, 2, { isWhole: true }).ticks).toEqual([0, 1, 2]);
    expect(niceScale(0, 1, { isWhole: true }).ticks).toEqual([0, 1]);
  });

  it("stand where there is nothing to show, or one value only", () => {
    expect(niceScale(0, 0, { isWhole: true }).ticks).toEqual([0, 1]);
    expect(niceScale(Number.NaN, Number.NaN).ticks.length).toBeGreaterThan(1);
  });
});

describe("labels below a plot", () => {
  it("are left out where there is no room", () => {
    const isShown = thinned(24, 5);
    expect([...Array(24).keys()].filter(isShown)).toEqual([0, 5, 10, 15, 20]);
    expect([...Array(3).keys()].filter(thinned(3, 5))).toEqual([0, 1, 2]);
  });
});
