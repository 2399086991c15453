import { expect, it } from "vitest";
import { RateLimit } from "./rate-limit.ts";

it("counts each key by itself, and begins again with the next window", () => {
  let now = 0;
  const limit = new RateLimit(() => now, 60_000);
  expect([1, 2, 3].map(() => limit.take("a", 2).isExceeded)).toEqual([false, false, true]);
  expect(limit.take("b", 2).isExceeded).toBe(false);
  now = 60_000;
  expect(limit.take("a", 2).isExceeded).toBe(false);
});

it("says what is left, and when it begins again", () => {
  let now = 45_000;
  const limit = new RateLimit(() => now, 60_000);
  const { remaining, reset, window } = limit.take("a", 2);
  expect({ remaining, reset, window }).toEqual({ remaining: 1, reset: 15, window: 60 });
  now = 59_999;
  expect([limit.take("a", 2), limit.take("a", 2)].map((quota) => [quota.remaining, quota.reset])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

it("looks without counting", () => {
  const limit = new RateLimit(() => 0, 60_000);
  expect([limit.look("a", 1), limit.look("a", 1)].map((quota) => quota.isExceeded)).toEqual([false, false]);
  limit.take("a", 1);
  expect(limit.look("a", 1)).toMatchObject({ isExceeded: true, remaining: 0 });
});

it("keeps no more keys than it can bear", () => {
  const limit = new RateLimit(() => 0, 60_000);
  limit.take("a", 1);
  for (let n = 0; n < 100_001; n++) limit.take(`key ${n}`, 1);
  expect(limit.take("a", 1).isExceeded).toBe(false);
});
