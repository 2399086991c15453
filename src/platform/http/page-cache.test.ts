import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { Changes } from "./changes.ts";
import { encodingFor, isKnown, KeptPage, type Rendered } from "./kept-page.ts";
import { PageCache } from "./page-cache.ts";

function textOf(page: KeptPage | null): string | null {
  const body = page?.has("br")?.body;
  return body ? brotliDecompressSync(body).toString() : null;
}

function setUp(limit = 1e6) {
  const changes = new Changes();
  const clock = { now: 0 };
  const keep = (rendered: Rendered) => KeptPage.of(rendered, []);
  const cache = new PageCache({ changes, limit, now: () => clock.now, keep });
  let made = 0;
  const rendered = (body: string, shows = ["a"]) => ({
    status: 200,
    type: "text/html",
    ms: 1,
    body,
    shows,
    until: 60_000,
  });
  const get = async (key = "k", shows = ["a"]) => {
    const { page, hit } = await cache.get(key, async () => rendered(`page ${++made}`, shows));
    return { text: textOf(page), hit };
  };
  return { changes, clock, cache, get, rendered, made: () => made };
}

it("renders a page once, however many ask for it at the same time", async () => {
  const { get, made } = setUp();
  const answers = await Promise.all([get(), get(), get()]);
  expect(made()).toBe(1);
  expect(answers.map(({ text }) => text)).toEqual(["page 1", "page 1", "page 1"]);
});

it("renders anew after a change of what it shows, and only then", async () => {
  const { get, changes } = setUp();
  await get();
  changes.tell(["b"]);
  expect(await get()).toEqual({ text: "page 1", hit: true });
  changes.tell(["a", "b"]);
  expect(await get()).toEqual({ text: "page 2", hit: false });
});

it("gives nobody a page that was begun before a change they may know of", async () => {
  const { cache, changes, rendered } = setUp();
  const gate = Promise.withResolvers<void>();
  const slow = cache.get("k", async () => {
    await gate.promise;
    return rendered("before");
  });
  changes.tell(["a"]);
  const later = [1, 2, 3].map((n) => cache.get("k", async () => rendered(`after ${n}`)));
  gate.resolve();
  expect(textOf((await slow).page)).toBe("before");
  const pages = (await Promise.all(later)).map(({ page }) => textOf(page));
  expect(pages).toEqual(["after 1", "after 1", "after 1"]);
});

it("leads an address to its page until the page changes, is too old, or all is forgotten", async () => {
  const { cache, changes, clock, get } = setUp();
  await get();
  cache.remember("host /", { key: "k", cookie: null, site: null }, cache.generation);
  expect(textOf(cache.find("host /")?.page ?? null)).toBe("page 1");
  expect(cache.find("host /other")).toBe(null);
  changes.tell(["a"]);
  expect(cache.find("host /")).toBe(null);
  await get();
  expect(textOf(cache.find("host /")?.page ?? null)).toBe("page 2");
  clock.now = 60_000;
  expect(cache.find("host /")).toBe(null);
  clock.now = 0;
  cache.clear();
  expect(cache.find("host /")).toBe(null);
});

it("makes what is much asked for anew before a change is settled, and shows the old one meanwhile", async () => {
  const { cache, changes, get, made } = setUp();
  for (let n = 0; n < 3; n++) await get();
  cache.remember("host /", { key: "k", cookie: null, site: null }, cache.generation);
  changes.tell(["a"]);
  const settled = cache.settle();
  expect(textOf(cache.find("host /")?.page ?? null)).toBe("page 1");
  await settled;
  expect(textOf(cache.find("host /")?.page ?? null)).toBe("page 2");
  expect(made()).toBe(2);
});

it("settles each change only when a page shows it, while more come", async () => {
  const { cache, changes, rendered } = setUp();
  let truth = 0;
  const make = async () => {
    const now = truth;
    await new Promise((resolve) => setImmediate(resolve));
    return rendered(String(now));
  };
  for (let n = 0; n < 3; n++) await cache.get("k", make);
  cache.remember("host /", { key: "k", cookie: null, site: null }, cache.generation);
  const change = async (n: number) => {
    truth = Math.max(truth, n);
    changes.tell(["a"]);
    await cache.settle();
    const { page } = await cache.get("k", make);
    expect(Number(textOf(page))).toBeGreaterThanOrEqual(n);
  };
  const all: Promise<void>[] = [];
  for (let n = 1; n <= 20; n++) {
    all.push(change(n));
    await new Promise((resolve) => setImmediate(resolve));
    cache.find("host /");
  }
  await Promise.all(all);
  expect(textOf(cache.find("host /")?.page ?? null)).toBe("20");
});

it("keeps nothing of a page that failed, at first or when made anew", async () => {
  const { cache, changes, get, rendered } = setUp();
  await expect(cache.get("k", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  let works = true;
  const make = () => (works ? Promise.resolve(rendered("yes")) : Promise.reject(new Error("no")));
  for (let n = 0; n < 3; n++) await cache.get("k", make);
  works = false;
  changes.tell(["a"]);
  await cache.settle();
  expect((await get()).hit).toBe(false);
});

it("stays within its bytes and keeps what is asked for", async () => {
  const { get } = setUp(12_000);
  for (const key of ["a", "b", "c", "a", "a"]) await get(key);
  for (const key of ["d", "e", "f", "g", "h"]) {
    await get(key);
    expect((await get("a")).hit).toBe(true);
  }
  expect((await get("b")).hit).toBe(false);
});

it("has a page in every encoding", async () => {
  const { cache, rendered } = setUp();
  const { page } = await cache.get("k", async () => rendered("words"));
  expect(brotliDecompressSync((await page.in("br")).body).toString()).toBe("words");
  expect(gunzipSync((await page.in("gzip")).body).toString()).toBe("words");
  expect((await page.in("identity")).body.toString()).toBe("words");
  expect(page.has("gzip")).toBeDefined();
});

it.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["br;q=0.5", "br"],
  ["gzip;q=0.0", "identity"],
  ["", "identity"],
])("takes %s for %s", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});

it("knows a validator in a list, weak or strong", () => {
  expect(isKnown('"x", W/"abc"', 'W/"abc"')).toBe(true);
  expect(isKnown('"abc"', 'W/"abc"')).toBe(true);
  expect(isKnown("*", 'W/"abc"')).toBe(true);
  expect(isKnown('"abcd"', 'W/"abc"')).toBe(false);
});
