import { describe, expect } from "vitest";
import type { Page } from "playwright-core";
import { offerSetUp } from "../../src/features/people/staff/set-up.ts";
import { makeSite } from "../factories.ts";
import { makeMember } from "../members.ts";
import { findings, useRoom } from "./room.ts";

const { room, it } = useRoom();

/** The whole page, and nothing beside it: no script to swipe, no bar below. */
async function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth;
  });
}

const looks = [
  { width: 1280, dark: false },
  { width: 390, dark: true },
] as const;

async function check(page: Page, name: string): Promise<void> {
  for (const { width, dark } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
    expect([name, width, await findings(page)]).toEqual([name, width, []]);
    expect([name, width, await fits(page)]).toEqual([name, width, true]);
  }
}

async function signInAs(page: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: room().base }]);
}

describe.each(["en", "ar", "ckb"])("the desk (%s)", (language) => {
  it("is plain to everybody, on a phone too", { timeout: 60_000 }, async ({ open }) => {
    const { app } = room();
    const site = await makeSite(app, { language });
    const boss = await makeMember(app, { name: `Boss ${language}`, role: "admin", title: "Night desk" });
    const { page } = await open("/healthz");
    await signInAs(page, boss.cookie);
    const desk = `${site.prefix}/desk`;
    await page.goto(`${desk}/staff/invite`);
    await page.click("main button[type=submit]");
    await page.locator("#f-address-e").waitFor();
    await check(page, "invite with errors");
    await page.fill("[name=name]", "Ines Pellow");
    await page.fill("[name=address]", `ines-${language}@example.org`);
    await page.click("main button[type=submit]");
    await page.locator(".desktold").waitFor();
    await check(page, "staff");
    const handle = `boss-${language}`;
    const pages = {
      front: desk,
      people: `${desk}/people`,
      person: `${desk}/people/${handle}`,
      role: `${desk}/people/${handle}/role?site=*`,
      account: `${desk}/people/${handle}/account`,
      settings: `${desk}/settings`,
      log: `${desk}/staff/log`,
      invitation: `${site.prefix}/invitation?token=none`,
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await check(page, name);
    }
    await page.goto(pages.settings);
    await page.fill("[name=maxLinks]", "many");
    await page.click("main button[type=submit]");
    await page.locator("#f-maxLinks-e").waitFor();
    await check(page, "settings with errors");
  });
});

describe("the first admin", () => {
  it("sets the house up by hand, without scripts", async ({ open }) => {
    const { app } = room();
    await app.database.transact((tx) => tx.deleteFrom("staff_role").execute());
    await app.settle();
    const link = (await offerSetUp(app.ctx)) ?? "";
    const { page } = await open(link.replace("http://localhost:4400", ""), { scripts: false });
    await page.fill("[name=name]", "Nora Quill");
    await page.fill("[name=address]", "nora@example.org");
    await page.fill("[name=password]", "nine grey herons at noon");
    await page.click("main button[type=submit]");
    await page.waitForURL(/\/desk$/);
    await page.click('nav a[href$="/desk/settings"]');
    await page.fill("[name=editMinutes]", "15");
    await page.click("main button[type=submit]");
    await page.locator(".desktold").waitFor();
    expect(await page.inputValue("[name=editMinutes]")).toBe("15");
    await page.click('nav a[href$="/desk/staff/log"]');
    expect(await page.textContent("main")).toContain("Minutes to change a comment");
  });
});
