import { expect, it } from "vitest";
import { RateLimit } from "./rate-limit.ts";

it("counts each key by itself, and begins again with the next window", () => {
  let now = 0;
  const limit = new RateLimit(() => now, 60_000);
  expect([1, 2, 3].map(() => limit.take("a", 2))).toEqual([true, true, false]);
  expect(limit.take("b", 2)).toBe(true);
  now = 60_000;
  expect(limit.take("a", 2)).toBe(true);
});

it("keeps no more keys than it can bear", () => {
  const limit = new RateLimit(() => 0, 60_000);
  limit.take("a", 1);
  for (let n = 0; n < 100_001; n++) limit.take(`key ${n}`, 1);
  expect(limit.take("a", 1)).toBe(true);
});
