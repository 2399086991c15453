import { expect, test } from "vitest";
import { offsetAt } from "../../stories/zoned-time.ts";
import { zoneOfClocks } from "./time-zone.ts";

const aMonth = 30 * 24 * 3_600_000;
const moments = Array.from({ length: 24 }, (_, index) => Date.UTC(2014, 0, 10) + index * aMonth);
const clocksOf = (zone: string) => ({ samples: moments.map((at) => ({ at, offset: offsetAt(at, zone) })) });

test.each([
  ["Europe/Paris", "fr-FR", "Europe/Paris"],
  ["Europe/Berlin", "de", "Europe/Berlin"],
  ["Europe/Paris", "de-AT", "Europe/Vienna"],
  ["America/New_York", "en-US", "America/New_York"],
  ["Asia/Kolkata", "en-US", "Asia/Kolkata"],
  ["UTC", "en-US", "UTC"],
])("clocks of %s in a blog in %s mean %s", (zone, language, wanted) => {
  expect(zoneOfClocks(clocksOf(zone), language, "Pacific/Auckland")).toBe(wanted);
});

test("some moments with other clocks don't matter", () => {
  const { samples } = clocksOf("Europe/Paris");
  const mixed = {
    samples: samples.map((sample, index) => (index % 6 === 0 ? { ...sample, offset: 0 } : sample)),
  };
  expect(zoneOfClocks(mixed, "fr", "UTC")).toBe("Europe/Paris");
});

test("no clocks, no zone", () => {
  expect(zoneOfClocks({ samples: [] }, "fr", "UTC")).toBeNull();
});
