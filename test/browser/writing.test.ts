import { expect } from "vitest";
import { localeOf } from "../../src/platform/html/locale.ts";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { aStory, commentSaying, newForm, say, useRoom, write } from "./room.ts";

const { room, it } = useRoom();
const text = `${newForm} [name=text]`;

it("a draft survives a reload, and never shows under another story", async ({ open }) => {
  const story = await aStory(room());
  const other = await aStory(room());
  const { page } = await open(story.path);
  await page.fill(text, "Half a thought");
  await page.reload();
  expect(await page.inputValue(text)).toBe("Half a thought");
  await page.goto(other.path);
  expect(await page.inputValue(text)).toBe("");
  await page.goto(story.path);
  await write(page, { name: "Ada", text: "A whole thought" });
  await commentSaying(page, "A whole thought").waitFor();
  await page.reload();
  expect(await page.inputValue(text)).toBe("");
  expect(await page.inputValue(`${newForm} [name=name]`)).toBe("Ada");
});

it("an answer's draft is kept for that answer, through Cancel and a reload", async ({ open }) => {
  const story = await aStory(room());
  const [one, two] = await makeComments(room().app, room().site, story, [{}, {}]);
  const { page } = await open(story.path);
  await page.click(`#c-${one} [data-reply]`);
  const form = `form[data-compose="${one}"]`;
  await page.fill(`${form} [name=text]`, "To one");
  await page.click(`${form} [data-cancel]`);
  expect(await page.locator(form).count()).toBe(0);
  await page.reload();
  await page.click(`#c-${two} [data-reply]`);
  expect(await page.inputValue(`form[data-compose="${two}"] [name=text]`)).toBe("");
  await page.click(`#c-${one} [data-reply]`);
  expect(await page.inputValue(`${form} [name=text]`)).toBe("To one");
  expect(await page.inputValue(text)).toBe("");
});

it("the draft of a change survives a reload, and is gone once it is saved", async ({ open }) => {
  const story = await aStory(room());
  const { page } = await open(story.path);
  await write(page, { name: "Bo", text: "As it was" });
  await page.getByRole("link", { name: "Change" }).click();
  await page.waitForURL(/\/edit$/);
  const address = page.url();
  await page.fill(text, "As it will be");
  await page.reload();
  expect(await page.inputValue(text)).toBe("As it will be");
  await page.click(`${newForm} button[type=submit]`);
  await commentSaying(page, "As it will be").waitFor();
  await page.goto(address);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft"))),
  ).toEqual([]);
});

it("without storage forms work all the same", async ({ open }) => {
  const story = await aStory(room());
  const { page, context } = await open("/healthz");
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("closed", "SecurityError");
      },
    });
  });
  await page.goto(story.path);
  await write(page, { name: "Cy", text: "Nothing kept" });
  await commentSaying(page, "Nothing kept").waitFor();
});

it("characters are counted as the server counts them", async ({ open }) => {
  const site = await makeSite(room().app, { settings: { maxLength: 100 } });
  const story = await makeStory(room().app, site);
  const { page } = await open(story.path);
  const counter = page.locator(`${newForm} .composer__left`);
  const family = "👩‍👩‍👧‍👦";
  for (const [typed, left] of [
    ["abc", 97],
    ["  abc  \n\n", 97],
    [family, 99],
    ["e\u0301\u200B", 99],
    ["x".repeat(99), 1],
    ["x".repeat(101), -1],
    ["x".repeat(2345), -2245],
    [family.repeat(100), 0],
  ] as const) {
    await page.fill(text, typed);
    const said = left < 0 ? say("compose.over", { n: -left }) : say("compose.left", { n: left });
    await expect.poll(() => counter.textContent()).toBe(said);
  }
  await write(page, { name: "Di", text: family.repeat(100) });
  await page.locator("article.comment").waitFor();
  expect(await counter.textContent()).toBe("");
});

it.for(["ar", "ckb"])("the count speaks %s, in its digits", async (language, { open }) => {
  const site = await makeSite(room().app, { language });
  const story = await makeStory(room().app, site, { language });
  const { page } = await open(story.path);
  const locale = localeOf(language, "UTC");
  const counter = page.locator(`${newForm} .composer__left`);
  for (const [length, said] of [
    [1, locale.message("compose.left", { n: 2999 })],
    [2995, locale.message("compose.left", { n: 5 })],
    [2999, locale.message("compose.left", { n: 1 })],
    [4203, locale.message("compose.over", { n: 1203 })],
  ] as const) {
    await page.fill(text, "ب".repeat(length));
    await expect.poll(() => counter.textContent()).toBe(said);
  }
  expect(await counter.textContent()).not.toMatch(/[0-9]/);
});

it("a screen reader hears of the count when the end comes near, not at every letter", async ({ open }) => {
  const story = await aStory(room());
  const { page } = await open(story.path);
  const spoken = page.locator(`${newForm} [data-left-spoken]`);
  await page.fill(text, "x".repeat(2600));
  await page.locator(`${newForm} .composer__left`, { hasText: "400" }).waitFor();
  expect(await spoken.textContent()).toBe("");
  await page.fill(text, "x".repeat(2701));
  await page.fill(text, "x".repeat(2702));
  await page.locator(`${newForm} .composer__left`, { hasText: "298" }).waitFor();
  expect(await spoken.textContent()).toBe(say("compose.left", { n: 299 }));
});

it("times that say how long ago keep true while the page stands open", async ({ open }) => {
  const { app, site } = room();
  const story = await aStory(room());
  await makeComments(app, site, story, [{ text: "Lately", at: app.clock.now - 5 * 60_000 }]);
  const { page } = await open("/healthz");
  await page.clock.install({ time: app.clock.now });
  await page.goto(`${site.prefix}/latest-comments`);
  const age = page.locator(".saying", { hasText: "Lately" }).locator("time");
  expect(await age.textContent()).toBe("5 minutes ago");
  await page.clock.runFor(10 * 60_000);
  expect(await age.textContent()).toBe("15 minutes ago");
  await page.clock.runFor(2 * 60 * 60_000);
  expect(await age.textContent()).toBe("2 hours ago");
});

it("a reader's clock that is behind doesn't make everything new", async ({ open }) => {
  const { app, site } = room();
  const story = await aStory(room());
  await makeComments(app, site, story, [{ text: "Before that", at: app.clock.now - 5 * 60_000 }]);
  const { page } = await open("/healthz");
  await page.clock.install({ time: app.clock.now - 86_400_000 });
  await page.goto(`${site.prefix}/latest-comments`);
  const age = page.locator(".saying", { hasText: "Before that" }).locator("time");
  expect(await age.textContent()).toBe("5 minutes ago");
});
