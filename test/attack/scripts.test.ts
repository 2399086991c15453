import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOfMarkdown } from "../../src/features/discussion/comment-body.ts";
import { changeSite } from "../../src/features/sites/change-site.ts";
import { siteSettings } from "../../src/features/sites/site.ts";
import { sanitizeStoryHtml } from "../../src/platform/html/safe-html.ts";
import { renderStoryMarkdown } from "../../src/platform/text/markdown.ts";
import { type MadeSite, type MadeStory, makeComments, makeSite, makeStory } from "../factories.ts";
import { startApp, type TestApp } from "../harness.ts";
import { listen, openBrowser, openView } from "../tools.ts";
import { hostileName, hostileWords } from "./hostile-words.ts";

let app: TestApp;
let browser: Browser;
let base = "";
let site: MadeSite;
let story: MadeStory;
let ids: number[];

const settings = siteSettings.parse({
  rules: hostileWords.slice(0, 20).map((words) => words.slice(0, 400)),
  about: hostileWords.join("\n\n"),
  privacy: hostileName,
  address: hostileName,
  maxLength: 20_000,
  perPage: 10,
});

beforeAll(async () => {
  app = await startApp("sqlite");
  [browser, base] = [await openBrowser(), await listen(app)];
  site = await makeSite(app, { settings });
  const known = app.ctx.sites.byId(site.id);
  if (!known) throw new Error("the site was not opened");
  await app.database.transact((tx) =>
    changeSite(tx, { ...known, name: hostileName, tagline: hostileName }, app.clock.now),
  );
  const note = (kind: "update" | "correction", at: number) => ({
    kind,
    at,
    html: renderStoryMarkdown(hostileWords.join("\n\n")),
  });
  const { id: mediaId } = await app.database.transact((tx) =>
    tx
      .insertInto("media")
      .values({
        site_id: site.id,
        sha256: null,
        source_url: "javascript://evil.example/%0Aalert(1)",
        width: 0,
        height: 0,
        renditions: "[]",
        created_at: 0,
      })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  story = await makeStory(app, site, {
    headline: hostileName,
    standfirst: hostileName,
    excerpt: hostileName,
    bylines: [{ name: hostileName, title: hostileName }],
    dateline: hostileName,
    section: { slug: '"><script>alert(1)</script>', name: hostileName },
    tags: [{ name: hostileName, slug: "'><img src=x onerror=alert(1)>" }],
    html: sanitizeStoryHtml(`<p>Begin</p>${hostileWords.join("\n")}<figure data-image="0"></figure>`),
    notes: [note("update", app.clock.now - 1000), note("correction", app.clock.now - 500)],
    figures: [
      {
        mediaId,
        placement: "lead",
        position: 0,
        alt: hostileName,
        caption: hostileName,
        credit: hostileName,
      },
    ],
    discussion: { mode: "open", notice: hostileWords.join("\n\n"), closesAt: null },
  });
  ids = await makeComments(
    app,
    site,
    story,
    hostileWords.map((words) => ({
      text: words,
      name: words,
      replies: [{ text: `> ${words}\n\n${words}`, name: hostileName }],
    })),
  );
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Lets the pages come without our policy, so that nothing but the markup itself stands in a script's way. */
async function withoutPolicy(context: BrowserContext): Promise<void> {
  await context.route(`${base}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const { "content-security-policy": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

/** What in a document could run, load from elsewhere or lead to a script. */
function dangersOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dangers: string[] = [];
    const isOurs = (address: string) => new URL(address, document.baseURI).origin === location.origin;
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$/.test(name)) dangers.push(`${element.tagName} ${name}=${value}`);
        if (/^(?:href|xlink:href|action|formaction)$/.test(name)) {
          const { protocol } = new URL(value, document.baseURI);
          if (!/^(?:https?|mailto):$/.test(protocol)) dangers.push(`${element.tagName} ${name}=${value}`);
        }
        if (/^(?:src|data|poster|action)$/.test(name) && !isOurs(value))
          dangers.push(`${element.tagName} ${name}=${value}`);
      }
      const isData = element instanceof HTMLScriptElement && /json/.test(element.type);
      if (element instanceof HTMLScriptElement && !isData && !element.src)
        dangers.push(`inline script ${element.text}`);
      if (/^(?:STYLE|BASE|IFRAME|OBJECT|EMBED|TEMPLATE|FRAME)$/i.test(element.tagName))
        dangers.push(element.outerHTML);
      if (
        element instanceof HTMLLinkElement &&
        element.relList.contains("stylesheet") &&
        !isOurs(element.href)
      )
        dangers.push(element.outerHTML);
    }
    return dangers;
  });
}

function addresses(): string[] {
  const comment = (index: number, end = "") => `${site.prefix}/comments/${ids[index]}${end}`;
  const hostile = encodeURIComponent(hostileName);
  return [
    `${site.prefix}/`,
    `${site.prefix}/latest-comments`,
    `${site.prefix}/rules`,
    `${site.prefix}/about`,
    `${site.prefix}/privacy`,
    `${site.prefix}/feeds`,
    `${site.prefix}/sections/${encodeURIComponent('"><script>alert(1)</script>')}`,
    `${site.prefix}/tags/${encodeURIComponent("'><img src=x onerror=alert(1)>")}`,
    story.path,
    `${story.path}?sort=oldest&per=100`,
    `${story.path}?sort=${hostile}&page=${hostile}`,
    `${story.path}/threads/${ids[0]}`,
    comment(0, "/reply?quote=1"),
    comment(53, "/reply?quote=1"),
    comment(0, "/report"),
    `${site.prefix}/${hostile}`,
    `${site.prefix}/stories/${hostile}?${hostile}#${hostile}`,
    `${site.prefix}/comments/${hostile}`,
    `${site.prefix}/%ZZ"><script>alert(1)</script>`,
  ];
}

describe.each(["with", "without"] as const)("hostile words, %s our content security policy", (policy) => {
  it("run nowhere: every page shows them as words", async () => {
    const view = await openView(browser, base);
    if (policy === "without") await withoutPolicy(view.context);
    for (const address of addresses()) {
      await view.page.goto(base + address, { waitUntil: "load" });
      expect(await dangersOf(view.page), address).toEqual([]);
      expect(view.complaints, address).toEqual([]);
    }
    await view.page.goto(`${base}${story.path}?sort=oldest&per=100`);
    const names = await view.page.locator(".comment__name > bdi").allTextContents();
    for (const words of hostileWords) expect(names.map((name) => name.trim())).toContain(words.trim());
    expect(await view.page.locator("h1").textContent()).toBe(hostileName);
    await view.context.close();
  });

  it("run nowhere in forms: in errors, quotes, changes and drafts", async () => {
    const view = await openView(browser, base);
    if (policy === "without") await withoutPolicy(view.context);
    const { page } = view;
    // By script: the form comes back as a piece, then the comment does.
    await page.goto(base + story.path);
    await page.fill("#c-name", hostileName);
    await page.fill("#c-email", hostileName);
    await page.fill("#c-text", `${policy} policy\n\n${hostileWords.slice(0, 40).join("\n\n")}`);
    await page.click("form[data-compose=root] button[type=submit]");
    await page.waitForSelector("#c-email-e");
    expect(await dangersOf(page)).toEqual([]);
    expect(await page.inputValue("#c-name")).toBe(hostileName);
    await page.fill("#c-email", "");
    await page.fill("#c-name", "Mallory <img src=x onerror=alert(1)>");
    await page.click("form[data-compose=root] button[type=submit]");
    await page.waitForSelector(".comment--new");
    expect(await dangersOf(page)).toEqual([]);
    const own = await page.locator(".comment--new").getAttribute("id");
    await page.click(`#${own} a[href$="/edit"]`);
    await page.waitForSelector("textarea");
    expect(await page.inputValue("textarea")).toContain("<script>alert(1)</script>");
    expect(await dangersOf(page)).toEqual([]);
    // An answer to the most hostile comment, with its words quoted.
    await page.goto(`${base}${story.path}?sort=oldest`);
    await page.click(`#c-${ids[0]} a[data-reply]`);
    await page.click(`a[data-quote]`);
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>(".branch textarea")?.value.startsWith(">"),
    );
    expect(await dangersOf(page)).toEqual([]);
    expect(view.complaints).toEqual([]);
    await view.context.close();
    // Without script: a whole page comes back.
    const plain = await openView(browser, base, { scripts: false });
    await plain.page.goto(base + story.path);
    await plain.page.fill("#c-name", hostileName);
    await plain.page.fill("#c-email", hostileName);
    await plain.page.fill("#c-text", hostileName);
    await plain.page.click("form[data-compose=root] button[type=submit]");
    await plain.page.waitForSelector("#c-email-e");
    expect(await plain.page.inputValue("#c-text")).toBe(hostileName);
    expect(plain.complaints).toEqual([]);
    await plain.context.close();
  });
});

it("hostile words leave feeds well-formed and what machines read true", async () => {
  await makeComments(app, site, story, [
    { name: "\u0001\u0008\u000B\uFFFE\uD800 ]]>", text: "\u0001 ]]> \uFFFF \uDC00 &bogus; <!--" },
  ]);
  const view = await openView(browser, base);
  await view.page.goto(`${base}${site.prefix}/nothing`);
  const section = encodeURIComponent('"><script>alert(1)</script>');
  const files = ["stories", `sections/${section}`, `stories/${story.slug}`].flatMap((feed) => [
    `/feeds/${feed}.rss`,
    `/feeds/${feed}.atom`,
  ]);
  for (const file of [...files, "/sitemap.xml", "/sitemap-stories.xml", "/news-sitemap.xml"]) {
    const answer = await app.get(site.prefix + file);
    expect(answer.statusCode, file).toBe(200);
    const read = await view.page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      const html = [...parsed.querySelectorAll("encoded, content")].map(
        (element) => element.textContent ?? "",
      );
      const pieces = html.map((text) => new DOMParser().parseFromString(text, "text/html"));
      const attributes = pieces.flatMap((piece) =>
        [...piece.querySelectorAll("*")].flatMap((element) => [...element.attributes]),
      );
      return {
        broken: parsed.querySelector("parsererror")?.textContent ?? null,
        scripts: pieces.filter((piece) => piece.querySelector("script, style, iframe, img, svg, form"))
          .length,
        handlers: attributes.filter(
          ({ name, value }) => /^on|^style/.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value),
        ).length,
      };
    }, answer.body);
    expect(read, file).toEqual({ broken: null, scripts: 0, handlers: 0 });
  }
  for (const feed of ["stories", `sections/${section}`, `stories/${story.slug}`]) {
    expect((await app.get(`${site.prefix}/feeds/${feed}.json`)).json().version).toContain("jsonfeed.org");
  }
  await view.page.goto(base + story.path);
  const told = await view.page.evaluate(() => ({
    data: document.querySelector('script[type="application/ld+json"]')?.textContent ?? "",
    title: document.querySelector('meta[property="og:title"]')?.getAttribute("content"),
    about: document.querySelector('meta[name="description"]')?.getAttribute("content"),
  }));
  expect(told.title).toBe(hostileName);
  expect(told.about).toBe(hostileName);
  expect(JSON.parse(told.data)).toMatchObject({ headline: hostileName, author: [{ name: hostileName }] });
  await view.context.close();
});

it("hostile Markdown links nowhere but to http and https", () => {
  for (const words of hostileWords) {
    const { html } = bodyOfMarkdown(words);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href, words).toMatch(/^https?:\/\//);
    expect(
      html.replace(
        /<\/?(?:p|br|em|strong|blockquote|ul|ol|li|code|pre|a)(?: (?:href|rel|start)="[^"<>]*")*\s*\/?>/g,
        "",
      ),
      words,
    ).not.toMatch(/<[a-z/!?]/i);
  }
});
