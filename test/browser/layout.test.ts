import type { Page } from "playwright-core";
import { expect } from "vitest";
import { makePaper } from "./paper.ts";
import { useRoom, write } from "./room.ts";

declare global {
  interface Window {
    /** How much the page's layout has shifted so far. */
    shifts(): number;
  }
}

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

// One edition shows every page; in the others those on which words of two directions meet.
const mixed = ["front", "open", "many", "reply", "latest"];

it.for(["en", "ar", "ckb"])(
  "no page scrolls sideways on a phone, whatever readers write (%s)",
  { timeout: 60_000 },
  async (language, { open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open("/healthz", { width: 320 });
    for (const [name, path] of Object.entries(pages)) {
      if (language !== "en" && !mixed.includes(name)) continue;
      await page.goto(path);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 800 });
        expect([name, width, await overflow(page)]).toEqual([name, width, []]);
      }
    }
  },
);

/** Adds up how far things jump on every page from now on, but for what a reader's own act moves. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    interface Shift extends PerformanceEntry {
      value: number;
      hadRecentInput: boolean;
    }
    let sum = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries as Shift[]) if (!entry.hadRecentInput) sum += entry.value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    Object.assign(window, {
      shifts: () => {
        add(observer.takeRecords());
        return sum;
      },
    });
  });
  return () =>
    page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return window.shifts();
    });
}

it.for([
  { language: "en", width: 1280 },
  { language: "en", width: 390 },
  { language: "ar", width: 390 },
])("nothing jumps while a page loads ($language, $width px)", async ({ language, width }, { open }) => {
  const { pages } = await makePaper(room(), language);
  const { page } = await open("/healthz", { width });
  const shifts = await watchShifts(page);
  for (const name of ["front", "many", "empty"]) {
    await page.goto(pages[name] ?? "", { waitUntil: "networkidle" });
    const sum = await shifts();
    expect([name, sum, sum < 0.01]).toEqual([name, sum, true]);
  }
  // The measure measures.
  await page.evaluate(() => document.body.insertAdjacentHTML("afterbegin", "<p>late<br>to the<br>party</p>"));
  await expect.poll(shifts).toBeGreaterThan(0.01);
});

it("what a finger presses is 44 px tall", async ({ open }) => {
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

it("on paper there is all that readers said, and nothing that can only be pressed", async ({ open }) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open(pages["open"] ?? "");
  await page.emulateMedia({ media: "print" });
  const folded = page.locator(".long .comment__text").first();
  expect(await folded.evaluate((text) => text.getBoundingClientRect().height)).toBeGreaterThan(20);
  for (const selector of [".composer", ".comment__acts", ".long > summary", ".sections", ".look"]) {
    expect([selector, await page.locator(selector).first().isVisible()]).toEqual([selector, false]);
  }
});

it("in forced colours a choice is seen to be made", async ({ open }) => {
  const { pages } = await makePaper(room(), "en");
  const { page } = await open("/healthz");
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(pages["report"] ?? "");
  const appearance = await page
    .locator("[name=reason]")
    .first()
    .evaluate((input) => getComputedStyle(input).appearance);
  expect(appearance).toBe("auto");
});
