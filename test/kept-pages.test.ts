import fc from "fast-check";
import { expect, it } from "vitest";
import { everyAddress } from "./attack/every-address.ts";
import type { App } from "../src/app.ts";
import { freshApp, onBothEngines, type TestApp } from "./harness.ts";
import { anyPaperAct, openPaper, type Paper, performOnPaper } from "./paper-acts.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import {
  anyReaderAct,
  type KnownReader,
  openReaders,
  performAsReader,
  type ReaderAct,
} from "./reader-acts.ts";
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

/** The page of a reader of whom something is known, of pieces. */
async function ofPieces(base: string, path: string, { cookie }: KnownReader): Promise<Seen> {
  const answer = await fetch(base + path, { redirect: "manual", headers: { cookie } });
  return { status: answer.status, body: timeless(await answer.text()) };
}

/** The same rendered for them alone: that is what a request for a fragment is given where a page has none. */
async function plainly(app: App, path: string, { cookie }: KnownReader): Promise<Seen> {
  const answer = await app.fastify.inject({ url: path, headers: { cookie, "x-fragment": "1" } });
  return { status: answer.statusCode, body: timeless(answer.body) };
}

async function ownAddresses({ app, rooms }: Paper): Promise<string[]> {
  const all = await Promise.all(
    rooms.map(async ({ site, storyId }) => {
      const slug = (await findStoryById(app.database.read, storyId))?.slug ?? "";
      return ["", "?sort=oldest&per=100", "?sort=best&per=10&page=2"].map(
        (query) => `${site.prefix}/stories/${slug}${query}`,
      );
    }),
  );
  return all.flat();
}

async function expectOwnTrue(paper: Paper, base: string, readers: readonly KnownReader[]): Promise<void> {
  const other = await freshApp(paper.app);
  try {
    for (const path of await ownAddresses(paper)) {
      for (const [n, reader] of readers.entries()) {
        const [once, again] = [await ofPieces(base, path, reader), await ofPieces(base, path, reader)];
        const anew = await plainly(other, path, reader);
        expect(difference(once, anew), `${path} for reader ${n}`).toBe("");
        expect(difference(again, anew), `${path} for reader ${n} again`).toBe("");
      }
    }
  } finally {
    await other.close();
  }
}

type AnyAct = Parameters<typeof performOnPaper>[1] | ReaderAct;

async function performAny(paper: Paper, readers: readonly KnownReader[], act: AnyAct): Promise<void> {
  switch (act.act) {
    case "write":
    case "change":
    case "takeBack":
    case "like":
    case "mute":
    case "follow":
    case "begin":
    case "rename":
    case "signOut":
    case "hurry":
      return performAsReader(paper, readers, act);
    default:
      return performOnPaper(paper, act);
  }
}

/** Whatever happens, each reader is given what would be rendered for them alone; also in the moment of a change. */
async function tryOutReaders(app: TestApp, base: string, acts: readonly AnyAct[]): Promise<void> {
  const paper = await openPaper(app);
  const readers = await openReaders(app);
  await app.settle();
  await expectOwnTrue(paper, base, readers);
  for (const act of acts) {
    const addresses = await ownAddresses(paper);
    let isOver = false;
    const reading = (async () => {
      while (!isOver)
        await Promise.all(readers.map((reader, n) => ofPieces(base, addresses[n * 3] ?? "", reader)));
    })();
    await performAny(paper, readers, act);
    await app.settle();
    isOver = true;
    await reading;
    await expectOwnTrue(paper, base, readers);
  }
}

onBothEngines("pages of pieces", (app, engine) => {
  it("are those that would be rendered for each reader alone, whatever happens", {
    timeout: 120_000 + seconds * 2000,
  }, async () => {
    const base = await listen(app());
    const until = Date.now() + seconds * 1000;
    const acts = fc.oneof({ weight: 2, arbitrary: anyReaderAct }, { weight: 1, arbitrary: anyPaperAct });
    do {
      await fc.assert(
        fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 10 }), (chosen) =>
          tryOutReaders(app(), base, chosen),
        ),
        { numRuns: engine === "sqlite" ? 3 : 2, interruptAfterTimeLimit: 100_000 },
      );
    } while (Date.now() < until);
  });
});

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
