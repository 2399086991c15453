import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { answerRequests } from "../../src/features/people/accounts/answer-requests.ts";
import { localeOf } from "../../src/platform/html/locale.ts";
import { makeSite } from "../factories.ts";
import { mailsTo } from "../mails.ts";
import { findings, useRoom } from "./room.ts";

const { room, it } = useRoom();
const password = "ferry granite teapot 41";

/** Opens the link in the newest mail to an address. */
async function openMail(page: Page, address: string): Promise<void> {
  const { app } = room();
  await answerRequests(app.ctx);
  const mail = (await mailsTo(app, address)).at(-1);
  if (!mail || !("link" in mail)) throw new Error("no mail with a link came");
  const { pathname, search } = new URL(mail.link);
  await page.goto(pathname + search);
}

const send = (page: Page) => page.click("main form button[type=submit]");

describe.each(["en", "ar", "ckb"])("an account in the browser (%s)", (language) => {
  const { message } = localeOf(language, "UTC");

  it.for([{ scripts: true }, { scripts: false }])(
    "is made, left, recovered, entered and erased, %o",
    { timeout: 60_000 },
    async (options, { open }) => {
      const { prefix } = await makeSite(room().app, { language });
      const address = `${language}-${options.scripts}@example.org`;
      const { page } = await open(`${prefix}/sign-up?to=/about`, options);
      await page.fill("[name=name]", "Alma Reed");
      await page.fill("[name=email]", address);
      await page.fill("[name=password]", password);
      await send(page);
      await page.getByText(address).waitFor();
      await openMail(page, address);
      await send(page);
      await page.waitForURL(`**${prefix}/about`);
      await page.goto(`${prefix}/settings/sign-in`);
      await page.getByText(address).waitFor();
      await page.context().clearCookies({ name: "bl_session" });
      await page.goto(`${prefix}/forgot-password`);
      await page.fill("[name=email]", address);
      await send(page);
      await page.getByText(address).waitFor();
      await openMail(page, address);
      await page.fill("[name=password]", "quite another pebble 7");
      await send(page);
      await page.getByText(message("account.reset.done")).waitFor();
      await page.goto(`${prefix}/settings/sign-in`);
      expect(page.url()).toContain("/sign-in?to=");
      await page.fill("[name=email]", address);
      await page.fill("[name=password]", "quite another pebble 7");
      await send(page);
      await page.waitForURL(`**${prefix}/settings/sign-in`);
      await page.goto(`${prefix}/settings/privacy`);
      await page.check("[name=level][value=everything]");
      await page
        .locator("form", { has: page.locator("[name=level]") })
        .locator("[type=submit]")
        .click();
      await page.locator("input[type=hidden][name=level]").waitFor({ state: "attached" });
      await page
        .locator("form", { has: page.locator("[name=level]") })
        .locator("[type=submit]")
        .click();
      await page.waitForURL("**/my-data/receipt?number=*");
      await page.goto(`${prefix}/settings/privacy`);
      expect(page.url()).toContain("/sign-in?to=");
      await page.fill("[name=email]", address);
      await page.fill("[name=password]", "quite another pebble 7");
      await send(page);
      await page.getByText(message("account.signIn.wrong")).waitFor();
    },
  );

  it("has pages that axe has nothing to say about", { timeout: 60_000 }, async ({ open }) => {
    const { prefix } = await makeSite(room().app, { language });
    const { page } = await open(`${prefix}/sign-up`);
    for (const path of ["/sign-up", "/sign-in", "/forgot-password", "/magic-link", "/verify?token=x"]) {
      await page.goto(prefix + path);
      expect([path, await findings(page)]).toEqual([path, []]);
    }
    await page.goto(`${prefix}/sign-up`);
    await page.fill("[name=email]", "wrong");
    await send(page);
    await page.locator("#f-email-e").waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

it("tells in the browser how strong a password is, and shows it if wished", async ({ open }) => {
  const { page } = await open(`${room().site.prefix}/sign-up`);
  await page.fill("[name=password]", "password12");
  await page.getByText(localeOf("en", "UTC").message("account.strength.1")).waitFor();
  await page.fill("[name=password]", password);
  await page.getByText(localeOf("en", "UTC").message("account.strength.4")).waitFor();
  await page.getByRole("checkbox").check();
  expect(await page.getAttribute("[name=password]", "type")).toBe("text");
});
