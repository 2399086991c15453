import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { joinCluster } from "../../src/features/moderation/queue/queue.ts";
import { makeComments, makeSite, type MadeSite, makeStory } from "../factories.ts";
import { makeMember } from "../members.ts";
import { findings, isSamePage, markPage, useRoom } from "./room.ts";

const { room, it } = useRoom();

/** A desk with so many comments that wait, and who sits at it. */
async function makeDesk(language: string, waiting: number) {
  const { app } = room();
  const site = await makeSite(app, { language });
  const story = await makeStory(app, site, { language });
  const now = app.clock.now;
  const ids = await makeComments(app, site, story, [
    { text: "What they all answer", replies: [] },
    ...Array.from({ length: waiting }, (_, index) => ({
      text: `Waiting comment number ${index + 1}`,
      status: "pending" as const,
      at: now - 600_000 + index * 1000,
    })),
  ]);
  const moderator = await makeMember(app, { name: "Tamsin R.", role: "moderator", siteId: site.id });
  return { site, ids: ids.slice(1), moderator };
}

async function signInAs(page: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: room().base }]);
}

async function statuses(ids: readonly number[]): Promise<string[]> {
  const rows = await room()
    .app.database.read.selectFrom("comment")
    .select(["id", "status"])
    .where("id", "in", ids as CommentId[])
    .orderBy("id")
    .execute();
  return rows.map(({ status }) => status);
}

const shownText = (page: Page) => page.locator(".case__comment blockquote").first().textContent();
const waitFor = (page: Page, text: string) =>
  page.locator(".case__comment blockquote", { hasText: text }).first().waitFor();

const desk = ({ prefix }: MadeSite, rest = "") => `${prefix}/desk/comments${rest}`;

describe("the desk's comments", () => {
  it("are emptied by the keyboard alone, on one page", async ({ open }) => {
    const { site, ids, moderator } = await makeDesk("en", 6);
    const { page } = await open("/healthz");
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    await markPage(page);
    await page.keyboard.press("j");
    await waitFor(page, "number 2");
    await page.keyboard.press("k");
    await waitFor(page, "number 1");
    for (let n = 1; n <= ids.length; n++) {
      await waitFor(page, `number ${n}`);
      if (n % 2) await page.keyboard.press("a");
      else {
        await page.keyboard.press("1");
        await page.keyboard.press("r");
      }
    }
    await page.locator(".case .quiet").waitFor();
    await expect
      .poll(() => statuses(ids))
      .toEqual(ids.map((_, index) => (index % 2 ? "rejected" : "published")));
    expect(await isSamePage(page)).toBe(true);
    expect(await page.locator(".waiting .quiet").textContent()).toBe("Nothing waits here.");
  });

  it("are emptied under a thumb, without scripts too", async ({ open }) => {
    for (const scripts of [true, false]) {
      const { site, ids, moderator } = await makeDesk("en", 3);
      const { page } = await open("/healthz", { width: 390, scripts });
      await signInAs(page, moderator.cookie);
      await page.goto(desk(site));
      for (let n = 1; n <= ids.length; n++) {
        await waitFor(page, `number ${n}`);
        const button = page.locator(".thumb [value=publish]");
        // Where a thumb reaches it, however long the case is, and as large as one needs.
        await expect
          .poll(async () => {
            const box = await button.boundingBox();
            return box !== null && box.y + box.height <= 900 && box.height >= 44;
          })
          .toBe(true);
        await button.click();
      }
      await page.locator(".case .quiet").waitFor();
      expect(await statuses(ids)).toEqual(["published", "published", "published"]);
    }
  });

  it("have their list a step away on a phone", async ({ open }) => {
    const { site, moderator } = await makeDesk("en", 3);
    const { page } = await open("/healthz", { width: 390 });
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    expect(await page.locator("#waiting").isVisible()).toBe(false);
    await page.click(".case__list");
    expect(await page.locator("#waiting").isVisible()).toBe(true);
    expect(await page.locator("#case").isVisible()).toBe(false);
    await page.locator(".waiting .name").nth(1).click();
    await waitFor(page, "number 2");
    expect(await page.locator("#case").isVisible()).toBe(true);
  });

  it("take a selection to one verdict by keys", async ({ open }) => {
    const { site, ids, moderator } = await makeDesk("en", 4);
    const { page } = await open("/healthz");
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await waitFor(page, "number 2");
    await page.keyboard.press("x");
    await page.keyboard.press("v");
    await page.waitForURL(/\/chosen/);
    await page.keyboard.press("a");
    await page.waitForURL(/queue=held/);
    await expect.poll(() => statuses(ids)).toEqual(["published", "published", "pending", "pending"]);
  });

  it("tell all keys, with a script and without", async ({ open }) => {
    const { site, moderator } = await makeDesk("en", 1);
    for (const scripts of [true, false]) {
      const { page } = await open("/healthz", { scripts });
      await signInAs(page, moderator.cookie);
      await page.goto(desk(site));
      expect(await page.locator("#keys").isVisible()).toBe(false);
      if (scripts) await page.keyboard.press("?");
      else await page.click("[data-dialog]");
      await page.locator("#keys").waitFor();
      expect(await page.textContent("#keys")).toContain("next comment");
      if (scripts) expect(await page.textContent("#keys")).toContain("Publish");
      await page.click("#keys .btn");
      expect(await page.locator("#keys").isVisible()).toBe(false);
    }
  });

  it("say who else is looking, and lead past them", async ({ open }) => {
    const { site, moderator } = await makeDesk("en", 2);
    const other = await makeMember(room().app, { name: "Idris", role: "moderator", siteId: site.id });
    const { page: theirs } = await open("/healthz");
    await signInAs(theirs, other.cookie);
    await Promise.all([theirs.waitForResponse(/\/claim$/), theirs.goto(desk(site))]);
    const { page } = await open("/healthz");
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    expect(await shownText(page)).toContain("number 2");
    await page.keyboard.press("k");
    await waitFor(page, "number 1");
    expect(await page.textContent(".claim")).toContain("Idris");
  });

  it("say so when a verdict did not arrive", async ({ open }) => {
    const { site, ids, moderator } = await makeDesk("en", 2);
    const view = await open("/healthz");
    const { page } = view;
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    await page.route(/\/acts$/, (route) => route.abort());
    await page.keyboard.press("a");
    await page.locator("#told [role=alert]").waitFor();
    expect(await page.textContent("#told")).toContain("did not reach the desk");
    await page.click("#told a");
    await waitFor(page, "number 1");
    expect(await statuses(ids)).toEqual(["pending", "pending"]);
    // The refused request is what was asked for.
    view.complaints.length = 0;
  });

  it("keep a refusal without a reason open until there is one", async ({ open }) => {
    const { site, ids, moderator } = await makeDesk("en", 2);
    const { page } = await open("/healthz");
    await signInAs(page, moderator.cookie);
    await page.goto(desk(site));
    await page.keyboard.press("r");
    await page.locator("#f-code-e").waitFor();
    expect(await statuses(ids)).toEqual(["pending", "pending"]);
  });
});

const looks = [
  { width: 1280, dark: false },
  { width: 1280, dark: true },
  { width: 390, dark: false },
  { width: 390, dark: true },
] as const;

describe.each(["en", "ar", "ckb"])("the desk's comments (%s)", (language) => {
  it("are plain to everybody", { timeout: 120_000 }, async ({ open }) => {
    const { site, ids, moderator } = await makeDesk(language, 7);
    await room().app.database.transact(async (tx) => {
      for (const id of ids.slice(1, 4)) await joinCluster(tx, Number(site.id) * 100, id as CommentId);
    });
    const { page } = await open("/healthz");
    await signInAs(page, moderator.cookie);
    const pages = {
      list: desk(site),
      cluster: desk(site, `/${ids[1]}?queue=clusters`),
      all: desk(site, "?queue=all"),
      empty: desk(site, "?queue=notice"),
      chosen: desk(site, `/chosen?id=${ids[0]}&id=${ids[1]}`),
      keys: desk(site, "#keys"),
      phoneList: desk(site, "?queue=new#waiting"),
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      for (const { width, dark } of looks) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
        expect([name, width, await findings(page)]).toEqual([name, width, []]);
        const fits = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth <= clientWidth;
        });
        expect([name, width, fits]).toEqual([name, width, true]);
      }
    }
  });
});
