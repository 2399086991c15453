import type { Page } from "playwright-core";
import { expect } from "vitest";
import { makePaper } from "./paper.ts";
import { useRoom, write } from "./room.ts";

const { room, it } = useRoom();

/** How far a page reaches over its sides, and what does. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (right > clientWidth + 1 || left < -1);
      })
      .map((element) => `${scrollWidth - clientWidth} px: ${element.outerHTML.slice(0, 120)}`);
  });
}

it.for(["en", "ar", "ckb"])(
  "no page scrolls sideways on a phone, whatever readers write (%s)",
  async (language, { open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open("/healthz", { width: 320 });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      for (const details of await page.locator("details.long").all())
        await details.locator("summary").click();
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 800 });
        expect([name, width, await overflow(page)]).toEqual([name, width, []]);
      }
    }
  },
);

/** The layout shifts of a page so far, without those that a reader's own act made. */
async function shifts(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return new Promise<number>((resolve) => {
      interface Shift extends PerformanceEntry {
        value: number;
        hadRecentInput: boolean;
      }
      // The buffered entries come in one call; there is none when nothing shifted.
      const observer = new PerformanceObserver(() => {});
      observer.observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() => {
        const entries = observer.takeRecords() as Shift[];
        resolve(
          entries.filter((entry) => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0),
        );
      });
    });
  });
}

it.for(["en", "ar"])("nothing jumps while a page loads (%s)", async (language, { open }) => {
  const { pages } = await makePaper(room(), language);
  for (const width of [390, 1280]) {
    for (const path of [pages["front"], pages["many"], `${pages["empty"]}#below`]) {
      const { page } = await open("/healthz", { width });
      await page.goto(path ?? "", { waitUntil: "networkidle" });
      expect([path, width, await shifts(page)]).toEqual([
        path,
        width,
        expect.toSatisfy((sum: number) => sum < 0.01),
      ]);
    }
  }
});

it("what a finger presses is 44 px tall, and 44 px apart or wide", async ({ open }) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open(pages["many"] ?? "", { width: 390 });
  const small = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "button, .act, .more, .sort a, .pager a, .sections a, .foot a, .field input",
      ),
    ]
      .filter((element) => element.checkVisibility() && !element.closest(".trap"))
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
});

it("who wants less motion gets none", async ({ open }) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open("/healthz");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(pages["empty"] ?? "");
  await write(page, { name: "Ada", text: "Still" });
  await page.locator("article:focus").waitFor();
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { transitionProperty, transitionDuration, animationName } = getComputedStyle(element);
        const isMoving = transitionProperty !== "none" && /[1-9]/.test(transitionDuration);
        return isMoving || animationName !== "none";
      }).length,
  );
  expect(moving).toBe(0);
});

it("on paper there is the story and what readers said, without what can only be pressed", async ({
  open,
}) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open(pages["many"] ?? "");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".comment__text").first().isVisible()).toBe(true);
  for (const selector of [".composer", ".pager", ".comment__acts", ".sections", ".look"]) {
    expect([selector, await page.locator(selector).first().isVisible()]).toEqual([selector, false]);
  }
});
