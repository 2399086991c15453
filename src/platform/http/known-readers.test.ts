import { expect, it } from "vitest";
import { Changes } from "./changes.ts";
import { KnownReaders } from "./known-readers.ts";

function setUp() {
  const changes = new Changes();
  const clock = { now: 0 };
  const known = new KnownReaders(changes, () => clock.now);
  const reader = { site: "1", key: "nan", known: {}, shows: ["member-nan"], until: 1e9 };
  return { changes, clock, known, reader };
}

it("a reader is known by the whole line of their cookies, on the sites where they were recognised", () => {
  const { known, reader, changes } = setUp();
  known.remember("bl_session=a", "member", reader, changes.now);
  expect(known.find("bl_session=a", "1")?.known).toBe(reader.known);
  expect(known.wayOf("bl_session=a")).toBe("member");
  expect(known.find("bl_session=a", "2")).toBeNull();
  expect(known.find("bl_session=a; other=1", "1")).toBeNull();
  expect(known.find("bl_session=", "1")).toBeNull();
});

it("nobody is known any longer after a change of who they are, or after a minute", () => {
  const { known, reader, changes, clock } = setUp();
  known.remember("a", "member", reader, changes.now);
  changes.tell(["member-ben"]);
  expect(known.find("a", "1")).not.toBeNull();
  changes.tell(["member-nan"]);
  expect(known.find("a", "1")).toBeNull();
  known.remember("a", "member", reader, changes.now);
  clock.now = 59_999;
  expect(known.find("a", "1")).not.toBeNull();
  clock.now = 60_000;
  expect(known.find("a", "1")).toBeNull();
});

it("a session isn't known longer than it lasts", () => {
  const { known, reader, changes, clock } = setUp();
  known.remember("a", "member", { ...reader, until: 5000 }, changes.now);
  clock.now = 5000;
  expect(known.find("a", "1")).toBeNull();
});

it("a change between looking somebody up and remembering them isn't missed", () => {
  const { known, reader, changes } = setUp();
  const seen = changes.now;
  changes.tell(["member-nan"]);
  known.remember("a", "member", reader, seen);
  expect(known.find("a", "1")).toBeNull();
});
