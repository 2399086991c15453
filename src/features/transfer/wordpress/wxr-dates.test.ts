import { describe, expect, test } from "vitest";
import { offsetBetween, readDate, rfc822, wallClock } from "./wxr-dates.ts";

describe("dates of WordPress", () => {
  test.each([
    ["2014-05-02 10:00:00", Date.UTC(2014, 4, 2, 10)],
    ["2014-05-02T10:00", Date.UTC(2014, 4, 2, 10)],
    ["0000-00-00 00:00:00", null],
    ["-0001-11-30 00:00:00", null],
    ["", null],
    ["2014-02-31 10:00:00", undefined],
    ["2014-13-01 10:00:00", undefined],
    ["soon", undefined],
  ])("wall clock %j", (text, expected) => {
    expect(wallClock(text)).toBe(expected);
  });

  test.each([
    ["Fri, 02 May 2014 08:00:00 +0000", Date.UTC(2014, 4, 2, 8)],
    ["Mon, 30 Nov -0001 00:00:00 +0000", null],
    ["Thu, 01 Jan 1970 00:00:00 +0000", null],
    ["", null],
  ])("feed date %j", (text, expected) => {
    expect(rfc822(text)).toBe(expected);
  });

  test("an offset is in quarter hours and never more than fifteen hours", () => {
    expect(offsetBetween(20_700_000, 0)).toBe(20_700_000);
    expect(offsetBetween(3_600_000 * 16, 0)).toBeNull();
    expect(offsetBetween(3_600_000 + 300_000, 0)).toBeNull();
    expect(offsetBetween(null, 0)).toBeNull();
  });

  test("UTC wins over local; impossible dates are told apart from none", () => {
    expect(readDate({ local: "2014-05-02 10:00:00", utc: "2014-05-02 08:00:00" }, 0).at).toBe(
      Date.UTC(2014, 4, 2, 8),
    );
    expect(readDate({ local: "2014-02-31 10:00:00", utc: "" }, 0)).toEqual({
      at: null,
      mended: "impossible-date",
    });
    expect(readDate({ local: "", utc: "0000-00-00 00:00:00" }, 0)).toEqual({ at: null, mended: null });
  });
});
