import { describe, expect, it } from "vitest";
import { directionOf, localeOf } from "./locale.ts";

const now = Date.parse("2026-06-09T13:40:00Z");
const aMinute = 60_000;

describe("a locale", () => {
  it("says times in the site's time zone", () => {
    expect(localeOf("en", "Asia/Baghdad").hour(now)).toBe("16:40");
    expect(localeOf("en", "UTC").fullDay(now)).toBe("Tuesday 9 June 2026");
    expect(localeOf("ar", "UTC").fullDay(now)).toBe("الثلاثاء ٩ حزيران ٢٠٢٦");
    expect(localeOf("ckb", "UTC").day(now)).toBe("٩ی حوزەیران");
    expect(localeOf("ckb", "UTC").fullDay(Date.parse("2026-12-04"))).toBe("هەینی، ٤ی کانوونی یەکەمی ٢٠٢٦");
  });

  it("says how long ago something was, by calendar days once it is over a day", () => {
    const { ago } = localeOf("en", "UTC");
    expect(ago(now, now)).toBe("just now");
    expect(ago(now - 6 * aMinute, now)).toBe("6 minutes ago");
    expect(ago(now - 60 * aMinute, now)).toBe("1 hour ago");
    expect(ago(Date.parse("2026-06-08T00:10:00Z"), now)).toBe("yesterday");
    expect(ago(Date.parse("2026-06-06T23:50:00Z"), now)).toBe("3 days ago");
    expect(ago(Date.parse("2026-05-01T12:00:00Z"), now)).toBe("1 May");
    expect(ago(Date.parse("2024-05-01T12:00:00Z"), now)).toBe("1 May 2024");
  });

  it("counts as Arabic counts", () => {
    const { message } = localeOf("ar", "UTC");
    const said = new Set(
      [0, 1, 2, 3, 11, 100].map((n) => message("comments.count", { n }).replace(/[٠-٩]+/g, "#")),
    );
    expect(said.size).toBeGreaterThanOrEqual(5);
  });

  it("speaks English in a language without a catalogue, in that language's direction", () => {
    expect(localeOf("fa", "UTC").message("comment.reply")).toBe("Reply");
    expect(directionOf("fa")).toBe("rtl");
    expect(directionOf("ckb")).toBe("rtl");
    expect(directionOf("de")).toBe("ltr");
  });
});
