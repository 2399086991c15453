import { expect, it } from "vitest";
import { Changes } from "./changes.ts";

it("tells what has changed since, by tag", () => {
  const changes = new Changes();
  const begun = changes.now;
  changes.tell(["story-1"]);
  expect(changes.since(begun, ["story-1", "story-2"])).toBe(true);
  expect(changes.since(begun, ["story-2"])).toBe(false);
  expect(changes.since(changes.now, ["story-1"])).toBe(false);
});

it("takes everything older for changed when there have been too many tags to remember", () => {
  const changes = new Changes();
  const begun = changes.now;
  changes.tell(Array.from({ length: 30_000 }, (_, n) => `story-${n}`));
  expect(changes.since(begun, ["story-never"])).toBe(true);
  expect(changes.since(changes.now, ["story-1"])).toBe(false);
  changes.tell(["story-1"]);
  expect(changes.since(changes.now - 1, ["story-1"])).toBe(true);
});
