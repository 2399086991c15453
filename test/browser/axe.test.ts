import { describe, expect } from "vitest";
import type { Page } from "playwright-core";
import { makePaper } from "./paper.ts";
import { commentSaying, findings, newForm, useRoom } from "./room.ts";

const { room, it } = useRoom();

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

async function check(page: Page, language: string, name: string): Promise<void> {
  const { full = [], brief = [] } = looks[language] ?? {};
  for (const look of [...full, ...brief]) {
    await wear(page, look);
    const found = await findings(page, full.includes(look) ? undefined : lookRules);
    expect([name, look, found]).toEqual([name, look, []]);
  }
}

async function wear(page: Page, { width, dark }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  // No transitions: colours are read as they will be.
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
}

/** Sends a form as a browser without scripts does. */
async function sendPlainly(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`${newForm} [name=${name}]`, value);
  await page.locator(newForm).evaluate((form) => (form as HTMLFormElement).submit());
}

describe.each(["en", "ar", "ckb"])("axe has nothing to say (%s)", (language) => {
  it("about pages", { timeout: 60_000 }, async ({ open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open("/healthz");
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await check(page, language, name);
    }
  });

  it("about forms, their errors and one's own comments", { timeout: 60_000 }, async ({ open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open(pages["empty"] ?? "");
    await sendPlainly(page, { email: "wrong", text: "" });
    await page.locator("#c-text-e").waitFor();
    await check(page, language, "errors");
    await page.fill(`${newForm} [name=email]`, "");
    await page.fill(`${newForm} [name=name]`, "Ada");
    await page.fill(`${newForm} [name=text]`, "Mine");
    await page.click(`${newForm} button[type=submit]`);
    const own = commentSaying(page, "Mine");
    await own.waitFor();
    await check(page, language, "posted");
    const acts = await own
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const act of ["edit", "withdraw"]) {
      await page.goto(acts.find((href) => href.endsWith(`/${act}`)) ?? act);
      await check(page, language, act);
    }
    await page.goto(pages["empty"] ?? "");
    await own.locator("[data-reply]").click();
    const reply = page.locator("form:has([data-cancel])");
    await reply.locator("button[type=submit]").click();
    await reply.locator("[aria-invalid]").waitFor();
    await check(page, language, "reply with errors");
    await page.goto(pages["report"] ?? "");
    await page.locator(".composer button[type=submit]").click();
    await page.locator("#reason-e").waitFor();
    await check(page, language, "report with errors");
    await page.goto(pages["premoderated"] ?? "");
    await sendPlainly(page, { name: "Ada", text: "Waiting" });
    await page.locator("article[data-status=pending]").waitFor();
    await check(page, language, "waiting");
  });
});
