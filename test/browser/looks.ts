import type { Page } from "playwright-core";
import { expect } from "vitest";
import { findings } from "./room.ts";

interface Look {
  width: number;
  dark: boolean;
}

// Every language is read broad and narrow, light and dark; the first in every combination. In full all
// rules are asked for, in brief those whose answer a look can change.
const looks: Readonly<Record<string, { full: readonly Look[]; brief: readonly Look[] }>> = {
  en: {
    full: [
      { width: 1280, dark: false },
      { width: 390, dark: true },
    ],
    brief: [
      { width: 1280, dark: true },
      { width: 390, dark: false },
    ],
  },
  ar: { full: [{ width: 390, dark: false }], brief: [{ width: 1280, dark: true }] },
  ckb: { full: [{ width: 1280, dark: false }], brief: [{ width: 390, dark: true }] },
};
const lookRules = ["color-contrast", "target-size", "link-in-text-block"];

// Where many pages are read, each in two looks: all rules in one, and in the other what a look can change.
const twoLooks: typeof looks = {
  en: { full: [{ width: 1280, dark: false }], brief: [{ width: 390, dark: true }] },
  ar: { full: [{ width: 390, dark: true }], brief: [{ width: 1280, dark: false }] },
  ckb: { full: [{ width: 390, dark: false }], brief: [{ width: 1280, dark: true }] },
};

/** In every look of a language axe has nothing to say about the page. */
export async function checkLooks(page: Page, language: string, name: string, wanted = looks): Promise<void> {
  const { full = [], brief = [] } = wanted[language] ?? {};
  for (const look of [...full, ...brief]) {
    await wear(page, look);
    const found = await findings(page, full.includes(look) ? undefined : lookRules);
    expect([name, look, found]).toEqual([name, look, []]);
  }
}

/** The same in two looks, broad and narrow, and nothing makes the page wider than its window. */
export async function checkFit(page: Page, language: string, name: string): Promise<void> {
  await checkLooks(page, language, name, twoLooks);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect([name, width, over]).toEqual([name, width, 0]);
  }
}

async function wear(page: Page, { width, dark }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  // No transitions: colours are read as they will be.
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
}
