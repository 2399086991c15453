import { expect, it } from "vitest";
import { PageCache } from "./cache.ts";

function counting(cache: PageCache, clock = { now: 0 }) {
  let rendered = 0;
  return {
    clock,
    get: (key = "k", group = 1) =>
      cache.get(group, key, async () => ({ html: `page ${++rendered}`, status: 200 })),
    rendered: () => rendered,
  };
}

it("renders a page once, however many ask for it at the same time", async () => {
  const page = counting(new PageCache(1e6, () => 0));
  const answers = await Promise.all([page.get(), page.get(), page.get()]);
  expect(page.rendered()).toBe(1);
  expect(answers.map((answer) => answer.page.plain.toString())).toEqual(["page 1", "page 1", "page 1"]);
});

it("renders anew after a change in its group, and only then", async () => {
  const cache = new PageCache(1e6, () => 0);
  const page = counting(cache);
  await page.get();
  cache.invalidate(2);
  await page.get();
  expect(page.rendered()).toBe(1);
  cache.invalidate(1);
  expect((await page.get()).hit).toBe(false);
  expect(page.rendered()).toBe(2);
});

it("doesn't keep what was being rendered when the change came", async () => {
  const cache = new PageCache(1e6, () => 0);
  const gate = Promise.withResolvers<void>();
  const slow = cache.get(1, "k", async () => {
    await gate.promise;
    return { html: "before", status: 200 };
  });
  cache.invalidate(1);
  gate.resolve();
  await slow;
  const { page } = await cache.get(1, "k", async () => ({ html: "after", status: 200 }));
  expect(page.plain.toString()).toBe("after");
});

it("forgets pages after a minute, since they say how long ago things were", async () => {
  const clock = { now: 0 };
  const page = counting(new PageCache(1e6, () => clock.now), clock);
  await page.get();
  clock.now = 59_000;
  expect((await page.get()).hit).toBe(true);
  clock.now = 61_000;
  expect((await page.get()).hit).toBe(false);
});

it("stays within its bytes and keeps what is asked for", async () => {
  const cache = new PageCache(4000, () => 0);
  const big = (name: string) => cache.get(1, name, async () => ({ html: name.repeat(1000), status: 200 }));
  await big("a");
  await big("b");
  await big("c");
  await big("a");
  for (const name of ["d", "e", "f"]) {
    await big(name);
    expect((await big("a")).hit).toBe(true);
  }
  expect((await big("b")).hit).toBe(false);
});

it("keeps nothing of a page that failed", async () => {
  const cache = new PageCache(1e6, () => 0);
  await expect(cache.get(1, "k", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect((await cache.get(1, "k", async () => ({ html: "yes", status: 200 }))).page.plain.toString()).toBe(
    "yes",
  );
});
