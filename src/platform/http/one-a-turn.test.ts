import { expect, test } from "vitest";
import { OneATurn } from "./one-a-turn.ts";

test("what is asked for at once begins turn by turn, the first without waiting", async () => {
  const turns = new OneATurn();
  const begun: string[] = [];
  const begin = (name: string) =>
    turns.begin(async () => {
      begun.push(name);
    });
  const all = Promise.all([begin("a"), begin("b"), begin("c")]);
  expect(begun).toEqual(["a"]);
  setImmediate(() => begun.push("what came meanwhile"));
  await all;
  expect(begun.filter((name) => name.length === 1)).toEqual(["a", "b", "c"]);
  expect(begun.indexOf("what came meanwhile")).toBeLessThan(begun.indexOf("c"));
  await begin("d");
  expect(begun.at(-1)).toBe("d");
});

test("one that fails holds up nobody", async () => {
  const turns = new OneATurn();
  const failing = turns.begin(() => Promise.reject(new Error("no")));
  const next = turns.begin(async () => "yes");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});
