import { describe, expect, it } from "vitest";
import { isOnDuty, nextTurn } from "./duty.ts";
import type { Shift } from "./rule-settings.ts";

const at = (iso: string) => Date.parse(iso);
const zone = "Europe/Berlin";
/** Every day from eight to six, and the night from Saturday to Sunday. */
const week: Shift[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: "08:00", to: "18:00" })),
  { day: 6, from: "22:00", to: "24:00" },
  { day: 7, from: "00:00", to: "04:00" },
];

describe("who is on duty", () => {
  it("goes by the site's clock, in summer and in winter", () => {
    expect(isOnDuty(week, zone, at("2026-07-01T06:00:00Z"))).toBe(true);
    expect(isOnDuty(week, zone, at("2026-07-01T05:59:59Z"))).toBe(false);
    expect(isOnDuty(week, zone, at("2026-01-07T06:30:00Z"))).toBe(false);
    expect(isOnDuty(week, zone, at("2026-01-07T07:00:00Z"))).toBe(true);
    expect(isOnDuty(week, zone, at("2026-01-07T17:00:00Z"))).toBe(false);
    expect(isOnDuty(week, "Asia/Baghdad", at("2026-01-07T05:00:00Z"))).toBe(true);
  });

  it("is told when it changes next", () => {
    expect(nextTurn(week, zone, at("2026-07-01T17:00:00Z"))).toBe(at("2026-07-02T06:00:00Z"));
    expect(nextTurn(week, zone, at("2026-07-01T10:00:00Z"))).toBe(at("2026-07-01T16:00:00Z"));
  });

  it("is one night over midnight, and over the change of the clocks", () => {
    // On 29 March 2026 two o'clock becomes three: the night is an hour shorter.
    expect(nextTurn(week, zone, at("2026-03-28T21:30:00Z"))).toBe(at("2026-03-29T02:00:00Z"));
    expect(nextTurn(week, zone, at("2026-03-28T18:00:00Z"))).toBe(at("2026-03-28T21:00:00Z"));
    // On 25 October three becomes two: an hour longer.
    expect(nextTurn(week, zone, at("2026-10-24T20:30:00Z"))).toBe(at("2026-10-25T03:00:00Z"));
    expect(nextTurn(week, zone, at("2026-10-25T12:00:00Z"))).toBe(at("2026-10-25T17:00:00Z"));
  });

  it("is nobody's question without a plan, and never changes with a full one", () => {
    expect(isOnDuty([], zone, 0)).toBe(true);
    const full = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: "00:00", to: "24:00" }));
    expect(isOnDuty(full, zone, at("2026-07-01T22:00:00Z"))).toBe(true);
    expect(nextTurn(full, zone, at("2026-07-01T17:00:00Z"))).toBeNull();
    expect(nextTurn([{ day: 3, from: "10:00", to: "11:00" }], "UTC", at("2026-07-01T11:00:00Z"))).toBe(
      at("2026-07-08T10:00:00Z"),
    );
  });
});
