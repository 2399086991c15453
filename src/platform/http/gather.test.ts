import { expect, it } from "vitest";
import { Gather } from "./gather.ts";

it("lets one that comes alone begin at once", async () => {
  const gather = new Gather();
  let begun = false;
  const change = gather.run(async () => {
    begun = true;
    return "done";
  });
  expect(begun).toBe(true);
  expect(await change).toBe("done");
});

it("lets those begin together that come while another is under way", async () => {
  const gather = new Gather();
  const first = Promise.withResolvers<void>();
  const held = gather.run(() => first.promise);
  const begun: number[] = [];
  const others = [1, 2, 3].map((n) =>
    gather.run(async () => {
      begun.push(n);
      // All that begin in this turn have begun when the next one comes.
      await new Promise((resolve) => setImmediate(resolve));
      return [...begun];
    }),
  );
  // Nobody has begun for long, so one needn't wait.
  await Promise.resolve();
  expect(begun).toEqual([1]);
  expect((await Promise.all(others)).slice(1)).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  first.resolve();
  await held;
});

it("goes on after one that failed", async () => {
  const gather = new Gather();
  await expect(gather.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  let begun = false;
  const next = gather.run(async () => {
    begun = true;
  });
  expect(begun).toBe(true);
  await next;
});
