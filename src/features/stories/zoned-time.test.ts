import { expect, it } from "vitest";
import { readZonedTime } from "./zoned-time.ts";

const utc = (text: string) => Date.parse(`${text}Z`);

it("reads a wall clock in its time zone, summer and winter", () => {
  expect(readZonedTime("2026-06-09T07:10", "Europe/Berlin")).toBe(utc("2026-06-09T05:10"));
  expect(readZonedTime("2026-12-09T07:10", "Europe/Berlin")).toBe(utc("2026-12-09T06:10"));
  expect(readZonedTime("2026-06-09 07:10:30", "Asia/Baghdad")).toBe(utc("2026-06-09T04:10:30"));
});

it("takes a time with an offset as it is", () => {
  expect(readZonedTime("2026-06-09T07:10+03:00", "Europe/Berlin")).toBe(utc("2026-06-09T04:10"));
  expect(readZonedTime("2026-06-09T07:10:00.000Z", "Europe/Berlin")).toBe(utc("2026-06-09T07:10"));
});

it("moves a time that summer time skips forward, and takes one of two that autumn repeats", () => {
  expect(readZonedTime("2026-03-29T02:30", "Europe/Berlin")).toBe(utc("2026-03-29T01:30"));
  expect([utc("2026-10-25T00:30"), utc("2026-10-25T01:30")]).toContain(
    readZonedTime("2026-10-25T02:30", "Europe/Berlin"),
  );
});

it("reads a date alone as its first minute", () => {
  expect(readZonedTime("2026-06-09", "UTC")).toBe(utc("2026-06-09T00:00"));
});

it("says what is no time", () => {
  expect(() => readZonedTime("soon", "UTC")).toThrow("is not a time like");
});
