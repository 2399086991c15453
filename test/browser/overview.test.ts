import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { makeSite } from "../factories.ts";
import { makeHistory } from "../history.ts";
import { makeMember } from "../members.ts";
import { findings, useRoom } from "./room.ts";

const { room, it } = useRoom();

const words: Readonly<Record<string, string>> = {
  en: "The heron at the third lamp is the same heron. I have compared the knees.",
  ar: "مالك الحزين عند المصباح الثالث هو نفسه، وقد قارنتُ ركبتيه.",
  ckb: "ماسیگرەکەی لای چرای سێیەم هەمان ماسیگرە، ئەژنۆکانیم بەراورد کردووە.",
};

const looks = [
  { width: 1280, dark: false },
  { width: 390, dark: true },
  { width: 390, dark: false },
] as const;

async function check(page: Page, name: string): Promise<void> {
  for (const { width, dark } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    const fits = await page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    );
    expect([name, width, fits, await findings(page)]).toEqual([name, width, true, []]);
  }
}

/** A desk with some weeks behind it, and somebody who is signed in there. */
async function madeDesk(language: string) {
  const { app } = room();
  const site = await makeSite(app, { language, settings: { rules: [words[language]] } });
  await app.database.admin
    .insertInto("rule_set")
    .values({ site_id: site.id, settings: '{"quality":{"share":50}}', by: "test", at: 0 })
    .execute();
  const editor = await makeMember(app, { role: "editor", siteId: site.id, name: "Tamsin Rook" });
  const other = await makeMember(app, { role: "moderator", siteId: site.id, name: "Ines Pellow" });
  await makeHistory(app, site, [editor.id, other.id, other.id], { words: words[language] ?? "", language });
  return { site, editor, other };
}

async function signInAs(page: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: room().base }]);
}

describe.each(["en", "ar", "ckb"])("looking instead of reading (%s)", (language) => {
  it("is for everybody, on a phone too", { timeout: 90_000 }, async ({ open }) => {
    const { site, editor } = await madeDesk(language);
    const { page } = await open(`${site.prefix}/transparency`);
    await page.locator(".plot, .rowplot").first().waitFor();
    await check(page, "transparency");
    await signInAs(page, editor.cookie);
    await page.goto(`${site.prefix}/desk/overview?period=month`);
    expect(await page.locator(".plot").count()).toBeGreaterThan(2);
    for (const summary of await page.locator(".plot__numbers > summary").all()) await summary.click();
    await check(page, "overview");
    await page.goto(`${site.prefix}/desk/overview/quality`);
    await check(page, "quality");
    await page.goto(`${site.prefix}/desk/overview/quality/next`);
    await check(page, "second look");
  });
});

describe("a second look", () => {
  it("is taken by keyboard alone, and comes to an editor where two don’t agree", async ({ open }) => {
    const { site, editor } = await madeDesk("en");
    const { page } = await open("/healthz");
    await signInAs(page, editor.cookie);
    await page.goto(`${site.prefix}/desk/overview/quality/next`);
    const said = await page.locator(".review__comment").textContent();
    await page.locator(".review__form").waitFor();
    await page.keyboard.press("a");
    await page.waitForURL(/after=/);
    expect(await page.locator(".review__comment").textContent()).not.toBe(said);
    await page.goto(`${site.prefix}/desk/overview/quality`);
    await page.locator(".rowplot").first().waitFor();
  });
});
