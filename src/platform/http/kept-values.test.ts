import { expect, it } from "vitest";
import { Changes } from "./changes.ts";
import { KeptValues } from "./kept-values.ts";

function counting(limit = 10) {
  const changes = new Changes();
  const clock = { now: 0 };
  const kept = new KeptValues(changes, () => clock.now, limit);
  let reads = 0;
  const get = (name = "latest", tags = ["latest-1"]) => kept.get(name, tags, async () => ++reads);
  return { changes, clock, kept, get };
}

it("reads once until one of the tags is told of", async () => {
  const { changes, get } = counting();
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  changes.tell(["latest-2"]);
  expect(await get()).toBe(1);
  changes.tell(["latest-1"]);
  expect(await get()).toBe(2);
});

it("doesn't keep what was being read when the change came", async () => {
  const { changes, kept } = counting();
  const gate = Promise.withResolvers<string>();
  const slow = kept.get("latest", ["latest-1"], () => gate.promise);
  changes.tell(["latest-1"]);
  const anew = kept.get("latest", ["latest-1"], async () => "after");
  gate.resolve("before");
  expect([await slow, await anew]).toEqual(["before", "after"]);
  expect(await kept.get("latest", ["latest-1"], async () => "again")).toBe("after");
});

it("reads anew after a minute, after a failure, and what wasn't there", async () => {
  const { clock, kept, get } = counting();
  await get();
  clock.now = 61_000;
  expect(await get()).toBe(2);
  await expect(kept.get("other", [], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await kept.get("other", [], async () => null)).toBe(null);
  expect(await kept.get("other", [], async () => "there")).toBe("there");
});

it("forgets what was used least recently", async () => {
  const { get } = counting(2);
  await get("a");
  await get("b");
  await get("a");
  await get("c");
  expect(await get("a")).toBe(1);
  expect(await get("b")).toBe(4);
});
