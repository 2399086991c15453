import fc from "fast-check";
import { expect, it } from "vitest";
import { everyAddress } from "./attack/every-address.ts";
import type { App } from "../src/app.ts";
import { freshApp, onBothEngines, type TestApp } from "./harness.ts";
import { anyPaperAct, openPaper, type Paper, performOnPaper } from "./paper-acts.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import { listen } from "./tools.ts";

/** KEPT_PAGES_SECONDS=600 goes on for so long. */
const seconds = Number(process.env["KEPT_PAGES_SECONDS"] ?? 0);

/** All that tells one making of a page from another of the same: when it was made, how fast, and how long ago things are. */
function timeless(body: string): string {
  return body
    .replaceAll(/(<time [^>]*data-ages[^>]*>)[^<]*/g, "$1")
    .replace(/"at":\d+/, "")
    .replaceAll(/name="key" value="[^"]*"/g, "")
    .replaceAll(/\d+ ms\b|\d+ میلیچرکەدا/g, "");
}

interface Seen {
  status: number;
  body: string;
}

async function kept(base: string, path: string): Promise<Seen> {
  const answer = await fetch(base + path, { redirect: "manual" });
  return { status: answer.status, body: timeless(await answer.text()) };
}

async function fresh(app: App, path: string): Promise<Seen> {
  const answer = await app.fastify.inject(path);
  return { status: answer.statusCode, body: timeless(answer.body) };
}

/** Where two pages part: the first words that one has and the other hasn't. */
function difference(one: Seen, other: Seen): string {
  if (one.status !== other.status) return `${one.status} instead of ${other.status}`;
  if (one.body === other.body) return "";
  let at = 0;
  while (one.body[at] === other.body[at]) at++;
  const around = ({ body }: Seen) => body.slice(Math.max(0, at - 120), at + 120);
  return `kept: ${around(one)}\nanew: ${around(other)}`;
}

async function addressesOf({ app, rooms }: Paper): Promise<string[]> {
  const all = await Promise.all(
    rooms.map(async ({ site, storyId, ids }) => {
      const slug = (await findStoryById(app.database.read, storyId))?.slug ?? "";
      const story = { id: storyId, slug, path: `${site.prefix}/stories/${slug}` };
      const views = ["?sort=best&per=10&page=2", "?sort=oldest&per=10", "?per=25"].map(
        (query) => story.path + query,
      );
      const api = ["", "/comments?sort=best&limit=10"].map(
        (end) => `${site.prefix}/api/v1/stories/${slug}${end}`,
      );
      return [
        ...everyAddress(site, story, ids.slice(0, 2)),
        ...views,
        ...api,
        `${site.prefix}/api/v1/stories`,
      ];
    }),
  );
  return [...new Set(all.flat())];
}

async function expectAllTrue(paper: Paper, base: string): Promise<void> {
  const other = await freshApp(paper.app);
  try {
    for (const path of await addressesOf(paper)) {
      const [once, again] = [await kept(base, path), await kept(base, path)];
      const anew = await fresh(other, path);
      expect(difference(once, anew), path).toBe("");
      expect(difference(again, anew), path).toBe("");
    }
  } finally {
    await other.close();
  }
}

/** Reads while things change, so that pages are being made in the very moment. */
async function readMeanwhile(paper: Paper, base: string, changing: Promise<void>): Promise<void> {
  let isOver = false;
  const addresses = await addressesOf(paper);
  const reading = (async () => {
    while (!isOver) await Promise.all(addresses.slice(0, 6).map((path) => kept(base, path)));
  })();
  await changing;
  isOver = true;
  await reading;
}

async function tryOut(app: TestApp, base: string, acts: readonly Parameters<typeof performOnPaper>[1][]) {
  const paper = await openPaper(app);
  await app.settle();
  await expectAllTrue(paper, base);
  for (const act of acts) {
    const change = async () => {
      await performOnPaper(paper, act);
      await app.settle();
    };
    await readMeanwhile(paper, base, change());
    await expectAllTrue(paper, base);
  }
}

onBothEngines("pages that are kept", (app, engine) => {
  it("are those that would be rendered from nothing, whatever happens", {
    timeout: 120_000 + seconds * 2000,
  }, async () => {
    const base = await listen(app());
    const until = Date.now() + seconds * 1000;
    do {
      await fc.assert(
        fc.asyncProperty(fc.array(anyPaperAct, { minLength: 2, maxLength: 6 }), (acts) =>
          tryOut(app(), base, acts),
        ),
        { numRuns: engine === "sqlite" ? 3 : 2, interruptAfterTimeLimit: 100_000 },
      );
    } while (Date.now() < until);
  });
});
