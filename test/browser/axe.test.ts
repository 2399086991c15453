import { describe, expect } from "vitest";
import type { Page } from "playwright-core";
import { makePaper } from "./paper.ts";
import { commentSaying, findings, newForm, useRoom } from "./room.ts";

const { room, it } = useRoom();

interface Look {
  width: number;
  dark: boolean;
}

// Every language is read broad and narrow, light and dark; the first in every combination.
const looks: Readonly<Record<string, readonly Look[]>> = {
  en: [
    { width: 1280, dark: false },
    { width: 390, dark: true },
    { width: 1280, dark: true },
    { width: 390, dark: false },
  ],
  ar: [
    { width: 390, dark: false },
    { width: 1280, dark: true },
  ],
  ckb: [
    { width: 1280, dark: false },
    { width: 390, dark: true },
  ],
};
// What differs between two looks at the same page, once two of them were read in full.
const lookRules = ["color-contrast", "target-size", "link-in-text-block"];

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
      for (const [index, look] of (looks[language] ?? []).entries()) {
        await wear(page, look);
        const found = await findings(page, index > 1 ? lookRules : undefined);
        expect([name, look, found]).toEqual([name, look, []]);
      }
    }
  });

  it("about forms, their errors and one's own comments", { timeout: 60_000 }, async ({ open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open(pages["empty"] ?? "");
    const check = async (name: string) => {
      for (const look of (looks[language] ?? []).slice(0, 2)) {
        await wear(page, look);
        const found = await findings(page);
        expect([name, look, found]).toEqual([name, look, []]);
      }
    };
    await sendPlainly(page, { email: "wrong", text: "" });
    await page.locator("#c-text-e").waitFor();
    await check("errors");
    await page.fill(`${newForm} [name=email]`, "");
    await page.fill(`${newForm} [name=name]`, "Ada");
    await page.fill(`${newForm} [name=text]`, "Mine");
    await page.click(`${newForm} button[type=submit]`);
    const own = commentSaying(page, "Mine");
    await own.waitFor();
    await check("posted");
    const acts = await own
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const act of ["edit", "withdraw"]) {
      await page.goto(acts.find((href) => href.endsWith(`/${act}`)) ?? act);
      await check(act);
    }
    await page.goto(pages["empty"] ?? "");
    await own.locator("[data-reply]").click();
    const reply = page.locator("form:has([data-cancel])");
    await reply.locator("button[type=submit]").click();
    await reply.locator("[aria-invalid]").waitFor();
    await check("reply with errors");
    await page.goto(pages["report"] ?? "");
    await page.locator(".composer button[type=submit]").click();
    await page.locator("#reason-e").waitFor();
    await check("report with errors");
    await page.goto(pages["premoderated"] ?? "");
    await sendPlainly(page, { name: "Ada", text: "Waiting" });
    await page.locator("article[data-status=pending]").waitFor();
    await check("waiting");
  });
});
