import axe from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localeOf } from "../../src/platform/html/locale.ts";
import { type MadeSite, type MadeStory, makeSite, makeStory } from "../factories.ts";
import { startApp, type TestApp } from "../harness.ts";
import { listen, openBrowser, openView, type View, type ViewOptions } from "../tools.ts";

/** The whole program, listening, and a browser to read it with. */
export interface Room {
  app: TestApp;
  browser: Browser;
  base: string;
  site: MadeSite;
}

/** Opens a page in a window of its own, which is closed after the test. */
export type Open = (path: string, options?: ViewOptions) => Promise<View>;

/**
 * Starts a room for the tests of one file. After each test its windows are closed, and none may have complained: no
 * error in the console, no refused script or style, no request to anybody else.
 */
export function useRoom() {
  let room: Room | null = null;
  const get = (): Room => {
    if (!room) throw new Error("the room is not open yet");
    return room;
  };
  beforeAll(async () => {
    const app = await startApp("sqlite");
    const browser = await openBrowser();
    room = { app, browser, base: await listen(app), site: await makeSite(app) };
  });
  afterAll(async () => {
    await room?.browser.close();
    await room?.app.stop();
  });
  const it = test.extend<{ open: Open }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads here what a fixture needs
    open: async ({}, use) => {
      const views: View[] = [];
      await use(async (path, options) => {
        const view = await openView(get().browser, get().base, options);
        views.push(view);
        await view.page.goto(path);
        return view;
      });
      await Promise.all(views.map((view) => view.context.close()));
      // Limits are per minute, and the clock stands still until it is moved.
      get().app.clock.now += 11 * 60_000;
      expect(views.flatMap((view) => view.complaints)).toEqual([]);
    },
  });
  return { room: get, it };
}

/** A story of its own for a test. */
export function aStory({ app, site }: Room): Promise<MadeStory> {
  return makeStory(app, site, { publishedAt: app.clock.now - 3_600_000 });
}

/** How many comments a story has, in whatever state. */
export async function countStored({ app }: Room, story: MadeStory): Promise<number> {
  const rows = await app.database.read
    .selectFrom("comment")
    .select("id")
    .where("story_id", "=", story.id)
    .execute();
  return rows.length;
}

/** A message of the English edition. */
export const say = localeOf("en", "UTC").message;

export const newForm = "form[data-compose=root]";

/** The comment that says `text`. */
export function commentSaying(page: Page, text: string): Locator {
  return page.locator("article.comment", { hasText: text });
}

/** Fills in a form and sends it. */
export async function write(
  page: Page,
  { name, text }: { name?: string; text: string },
  form = newForm,
): Promise<void> {
  if (name !== undefined) await page.fill(`${form} [name=name]`, name);
  await page.fill(`${form} [name=text]`, text);
  await page.click(`${form} button[type=submit]`);
}

/** Marks the page, to tell later whether it was left. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { wasHere: true }));
}

export function isSamePage(page: Page): Promise<boolean> {
  return page.evaluate(() => "wasHere" in window);
}

/** Where the focus is: "#id" where there is one, else the name or the words of the element. */
export function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.id
      ? `#${element.id}`
      : (element?.getAttribute("name") ?? element?.textContent?.trim() ?? "");
  });
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

declare global {
  interface Window {
    /** There once its source has run in the page. */
    axe: { run(options: object): Promise<{ violations: Violation[] }> };
  }
}

/** What axe finds on a page, one line each. */
export async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A form that was just sent leads to a page that may still be on its way.
  await page.waitForLoadState("load");
  // By the debugger, which the page's content security policy doesn't bind; once for all looks at a page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await window.axe.run({
      resultTypes: ["violations"],
      selectors: false,
      preload: false,
      iframes: false,
      runOnly: only ? { type: "rule", values: only } : { type: "tag", values: tags },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`),
    );
  }, rules);
}
