import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { aStory, commentSaying, focusOf, newForm, useRoom } from "./room.ts";

const { room, it } = useRoom();

const isBelow = (page: Page) => page.evaluate(() => document.activeElement?.closest("#below") !== null);

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 120; stops++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never comes to ${selector}`);
}

describe.each([{ scripts: true }, { scripts: false }])("with scripts: $scripts", ({ scripts }) => {
  it("the first stops skip to the story and to the comments", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    for (const words of ["Skip to the story", "Skip to the comments"]) {
      await page.keyboard.press("Tab");
      expect(await focusOf(page)).toBe(words);
      const box = await page.locator("a:focus").boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/#below$/);
    await page.keyboard.press("Tab");
    expect(await isBelow(page)).toBe(true);
  });

  it("a comment is written by keyboard alone", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(`${story.path}#below`, { scripts });
    await tabTo(page, "[name=name]");
    await page.keyboard.type("Ada");
    await page.keyboard.press("Tab");
    expect(await focusOf(page)).toBe("#c-email");
    await page.keyboard.press("Tab");
    expect(await focusOf(page)).toBe("#c-text");
    await page.keyboard.type("By hand");
    await page.keyboard.press("Tab");
    expect(await focusOf(page)).toBe("Post comment");
    await page.keyboard.press("Enter");
    await commentSaying(page, "By hand").waitFor();
    await page.locator(scripts ? "article:focus" : "article:target").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("article")?.textContent)).toContain(
      "By hand",
    );
  });
});

it("every stop on a story page and in its forms is seen to have the focus, and none is a trap", async ({
  open,
}) => {
  const story = await aStory(room());
  const text = "word ".repeat(300);
  const [id] = await makeComments(room().app, room().site, story, [{ text, replies: [{ replies: [{}] }] }]);
  const { page } = await open(story.path);
  await page.click(`#c-${id} [data-reply]`);
  await page.waitForSelector(`form[data-compose="${id}"] :focus`);
  const stops = new Set<string>();
  for (let n = 0; n < 200; n++) {
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const shown = element.matches("input[type=radio]") ? (element.closest("label") ?? element) : element;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown);
      const { width, height } = element.getBoundingClientRect();
      const seen = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
      const path = [...document.querySelectorAll("*")].indexOf(element);
      return { name: `${path} ${element.outerHTML.slice(0, 80)}`, seen };
    });
    if (stop && stops.has(stop.name)) break;
    if (stop) {
      expect(stop).toEqual({ ...stop, seen: true });
      stops.add(stop.name);
    }
    await page.keyboard.press("Tab");
  }
  const all = await page.locator(":is(a[href], button, input:not([type=hidden]), textarea, summary)").count();
  // Of a group of radio buttons one is a stop; the trap for machines is none.
  expect(stops.size).toBeGreaterThanOrEqual(all - 4);
});

it("a reply form opens in its text; Cancel and Escape close it and go back to where one was", async ({
  open,
}) => {
  const story = await aStory(room());
  const [id] = await makeComments(room().app, room().site, story, [{ text: "Answer me" }]);
  const { page } = await open(story.path);
  const reply = `#c-${id} [data-reply]`;
  const form = `form[data-compose="${id}"]`;
  for (const close of ["Escape", "Cancel"]) {
    await page.focus(reply);
    await page.keyboard.press("Enter");
    await page.locator(`${form} textarea:focus`).waitFor();
    if (close === "Cancel") await tabTo(page, `${form} [data-cancel]`);
    await page.keyboard.press(close === "Cancel" ? "Enter" : "Escape");
    await page.locator(`${reply}:focus`).waitFor();
    expect(await page.locator(form).count()).toBe(0);
  }
  await page.keyboard.press("Enter");
  await page.locator(`${form} textarea:focus`).waitFor();
  await page.keyboard.type("Here it is");
  await tabTo(page, `${form} button[type=submit]`);
  await page.keyboard.press("Enter");
  // The name is missing: that field has the focus.
  await page.locator(`${form} [name=name]:focus`).waitFor();
  await page.keyboard.type("Bo");
  await page.keyboard.press("Enter");
  await page.locator(".replies article:focus", { hasText: "Here it is" }).waitFor();
});

it("the text of a right-to-left edition is read and written from the right", async ({ open }) => {
  const site = await makeSite(room().app, { language: "ar" });
  const story = await makeStory(room().app, site, { language: "ar" });
  const { page } = await open(story.path);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).direction)).toBe("rtl");
  await page.fill(`${newForm} [name=text]`, "مرحبا");
  const direction = () =>
    page.locator(`${newForm} [name=text]`).evaluate((field) => getComputedStyle(field).direction);
  expect(await direction()).toBe("rtl");
  await page.fill(`${newForm} [name=text]`, "Hello");
  expect(await direction()).toBe("ltr");
});
