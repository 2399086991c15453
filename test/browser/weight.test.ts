import { expect } from "vitest";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { makePaper } from "./paper.ts";
import { useRoom, write } from "./room.ts";

const { room, it } = useRoom();

const vocabulary =
  "ferry bridge quay lantern council river harbour morning evening nobody somebody expected answered wrote crossed opened closed after before under over with without eleven seven wooden early late kind of a the and but not".split(
    " ",
  );

/** Sixty words that don't repeat themselves: compression has to work for its living. */
function words(seed: number): string {
  let state = seed * 7919 + 13;
  return Array.from({ length: 60 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return `${vocabulary[state % vocabulary.length]}${state % 5 === 0 ? state % 97 : ""}`;
  }).join(" ");
}

it("a story page with fifty comments weighs less than 60 kB, of that at most 10 kB script", async ({
  open,
}) => {
  const { app } = room();
  // The library that checks the proof of work goes by the real clock.
  app.clock.now = Date.now();
  const site = await makeSite(app, { settings: { challenge: true } });
  const story = await makeStory(app, site);
  const comments = Array.from({ length: 50 }, (_, n) => ({ text: words(n + 1), recommends: n % 7 }));
  await makeComments(app, site, story, comments);
  const { page, context } = await open("/healthz");
  const wire = await context.newCDPSession(page);
  const weights = { script: 0, other: 0 };
  const types = new Map<string, string>();
  wire.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? "";
    if (type === "Script") weights.script += encodedDataLength;
    else if (type !== "Image" && type !== "Font") weights.other += encodedDataLength;
  });
  await wire.send("Network.enable");
  await page.goto(`${story.path}?sort=newest&per=50`, { waitUntil: "networkidle" });
  expect(await page.locator("article.comment").count()).toBe(50);
  // All that comes later, too: the count of characters, the proof of work, the comment that was posted.
  await write(page, { name: "Ada", text: "Something" });
  await page.locator("article:focus", { hasText: "Something" }).waitFor();
  expect(weights.script).toBeGreaterThan(1000);
  expect(weights.script).toBeLessThan(10_000);
  expect(weights.script + weights.other).toBeLessThan(60_000);
  console.log(
    `story with 50 comments: ${weights.script} bytes of script, ${weights.other} bytes of page and style`,
  );
});

it("no page asks anybody else for anything, or is refused anything by its own policy", async ({ open }) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open("/healthz");
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  for (const path of Object.values(pages)) await page.goto(path, { waitUntil: "load" });
  expect([...asked]).toEqual([new URL(room().base).origin]);
});
