import { describe } from "vitest";
import type { Page } from "playwright-core";
import { checkLooks } from "./looks.ts";
import { makePaper } from "./paper.ts";
import { commentSaying, newForm, useRoom } from "./room.ts";

const { room, it } = useRoom();

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
      await checkLooks(page, language, name);
    }
  });

  it("about forms, their errors and one's own comments", { timeout: 60_000 }, async ({ open }) => {
    const { pages } = await makePaper(room(), language);
    const { page } = await open(pages["empty"] ?? "");
    await sendPlainly(page, { email: "wrong", text: "" });
    await page.locator("#c-text-e").waitFor();
    await checkLooks(page, language, "errors");
    await page.fill(`${newForm} [name=email]`, "");
    await page.fill(`${newForm} [name=name]`, "Ada");
    await page.fill(`${newForm} [name=text]`, "Mine");
    await page.click(`${newForm} button[type=submit]`);
    const own = commentSaying(page, "Mine");
    await own.waitFor();
    await checkLooks(page, language, "posted");
    const acts = await own
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const act of ["edit", "withdraw"]) {
      await page.goto(acts.find((href) => href.endsWith(`/${act}`)) ?? act);
      await checkLooks(page, language, act);
    }
    await page.goto(pages["empty"] ?? "");
    await own.locator("[data-reply]").click();
    const reply = page.locator("form:has([data-cancel])");
    await reply.locator("button[type=submit]").click();
    await reply.locator("[aria-invalid]").waitFor();
    await checkLooks(page, language, "reply with errors");
    await page.goto(pages["report"] ?? "");
    await page.locator(".composer button[type=submit]").click();
    await page.locator("#reason-e").waitFor();
    await checkLooks(page, language, "report with errors");
    await page.goto(pages["premoderated"] ?? "");
    await sendPlainly(page, { name: "Ada", text: "Waiting" });
    await page.locator("article[data-status=pending]").waitFor();
    await checkLooks(page, language, "waiting");
  });
});
