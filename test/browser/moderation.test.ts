import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { changeList } from "../../src/features/moderation/words/change-list.ts";
import { type MadeSite, makeComments, makeSite, makeStory } from "../factories.ts";
import { type MadeMember, makeMember } from "../members.ts";
import { actsOn } from "../moderation.ts";
import { setRules } from "../rule-settings.ts";
import { checkFit } from "./looks.ts";
import { type Open, useRoom } from "./room.ts";

const { room, it } = useRoom();

const words: Readonly<Record<string, { held: string; said: string; bad: string }>> = {
  en: { bad: "turnip", held: "The mayor is a turnip.", said: "The ferry sailed at six in the morning." },
  ar: { bad: "لفت", held: "العمدة لفت كبير.", said: "أبحرت العبّارة في السادسة صباحًا." },
  ckb: {
    bad: "شێلم",
    held: "سەرۆکی شارەوانی شێلم ە.",
    said: "بەلەمەکە کاتژمێر شەشی بەیانی بەڕێ کەوت.",
  },
};

/** A paper with a word on its list, and two who read what is held. */
async function makeHouse(language: string) {
  const { app } = room();
  const said = words[language]?.said ?? "";
  const site = await makeSite(app, { language, settings: { rules: [said], contactEmail: "desk@x.example" } });
  const story = await makeStory(app, site, { language, headline: said });
  const admin = await makeMember(app, { name: "Tamsin R.", role: "admin", siteId: site.id });
  const other = await makeMember(app, { name: "Ines P.", role: "editor", siteId: site.id });
  const draft = { name: "Roots", kind: "suspect", language: "", isOn: true } as const;
  const list = { siteId: site.id, by: admin.id, id: null, version: 0 };
  await changeList(app.ctx, { ...list, draft: { ...draft, entries: `${words[language]?.bad}*\n` } });
  await app.relay.deliver();
  return { site, story, admin, other };
}

async function signInAs(page: Page, { cookie }: MadeMember): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: room().base }]);
}

/** Sends a form from the page's own browser, as a browser does. Gives where that led. */
async function send(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const headers = { "sec-fetch-site": "same-origin" };
  const answer = await page.context().request.post(room().base + path, { form, headers });
  expect([path, answer.status()]).toEqual([path, 200]);
  await room().app.relay.deliver();
  return answer.url();
}

const idIn = (address: string) => Number(/(?:#c-|comments\/)(\d+)/.exec(address)?.[1]);

/** What a desk has after a day: a refusal that is appealed, a notice, marks, a ban, a note. */
async function makeDay(language: string, open: Open) {
  const { app } = room();
  const house = await makeHouse(language);
  const { site, story, admin } = house;
  const { held = "", said = "" } = words[language] ?? {};
  const { act, seen } = actsOn(() => ({ app, site }));
  const [one = 0, two = 0, three = 0] = await makeComments(app, site, story, [
    { text: said, replies: [{ text: said }] },
    { text: `${held} ${said}`, name: "شێرکۆ Sherko" },
    { text: said },
  ]);
  for (const wanted of ["pick", "pin", "lock"])
    await act(admin, { id: String(one), act: wanted, seen: await seen(one) });
  await act(admin, { id: String(three), act: "redact", hidden: said.split(" ")[1] ?? "", code: "private" });
  await act(admin, { id: String(two), act: "note", words: said });
  const ban = { id: String(two), act: "ban", until: "7", code: "sales", past: "waiting", confirmed: "yes" };
  await act(admin, { ...ban, seen: await seen(two) });
  const { page } = await open("/healthz");
  const own = idIn(await send(page, `${story.path}/comments`, { name: "Ada", text: held }));
  await act(admin, { id: String(own), act: "refuse", code: "insult", seen: await seen(own) });
  await send(page, `${story.path}/comments`, { name: "Ada", text: `${held} ${said}` });
  await page.goto(`${site.prefix}/comments/${own}/statement`);
  const statement = new URL(page.url()).pathname;
  await send(page, `${site.prefix}/comments/${three}/report`, { reason: "abuse", note: said });
  const given = {
    category: "privacy",
    explanation: said,
    name: "Ada",
    email: "ada@x.example",
    goodFaith: "1",
  };
  const place = `http://localhost:4400${site.prefix}/comments/${three}`;
  const notice = await send(page, `${site.prefix}/notices`, { ...given, place });
  return { ...house, page, own, three, statement, notice };
}

async function check(page: Page, language: string, pages: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, path] of Object.entries(pages)) {
    const answer = await page.goto(path);
    expect([name, answer?.status()]).toEqual([name, 200]);
    await checkFit(page, language, name);
  }
}

const lastOf = async (table: "appeal" | "legal_notice" | "word_list" | "person", { id }: MadeSite) => {
  const rows = await room()
    .app.database.read.selectFrom(table)
    .select("id")
    .where("site_id", "=", id)
    .orderBy("id")
    .execute();
  return rows.at(-1)?.id ?? 0;
};

describe.each(["en", "ar", "ckb"])("moderation, as it is seen (%s)", (language) => {
  it("is plain to those who were moderated, and to the desk", { timeout: 120_000 }, async ({ open }) => {
    const { site, story, admin, page: theirs, own, three, ...given } = await makeDay(language, open);
    const { statement, notice } = given;
    const of = (path: string) => `${site.prefix}${path}`;
    await check(theirs, language, { "statement, to appeal": statement });
    await send(theirs, `${statement}/appeal`, { text: words[language]?.said ?? "", email: "" });
    await check(theirs, language, {
      story: story.path,
      mine: of("/comments/mine"),
      "statement, appealed": statement,
      "notice, given": notice,
      "notice, to give": of("/notices/new"),
      rules: of("/rules"),
    });
    await theirs.goto(of("/notices/new"));
    await theirs.locator(".law form.composer").evaluate((form) => (form as HTMLFormElement).submit());
    await theirs.locator(".field__error").first().waitFor();
    await checkFit(theirs, language, "notice with errors");
    await setRules(room().app, site.id, { nudge: true });
    const { page } = await open("/healthz");
    await signInAs(page, admin);
    const at = (path: string) => `${site.prefix}/desk${path}`;
    await check(page, language, {
      "case, appealed": at(`/comments/${own}?queue=appeal`),
      "case, reported": at(`/comments/${three}?queue=reported`),
      decisions: at("/comments/decisions"),
      writer: at(`/comments/writers/${await lastOf("person", site)}`),
      appeals: at("/appeals"),
      appeal: at(`/appeals/${await lastOf("appeal", site)}`),
      notices: at("/notices"),
      notice: at(`/notices/${await lastOf("legal_notice", site)}`),
      rules: at("/rules"),
      words: at("/rules/words"),
      "word list": at(`/rules/words/${await lastOf("word_list", site)}`),
      learner: at("/rules/learner"),
      classifiers: at("/rules/classifiers"),
      classifier: at("/rules/classifiers/new"),
      presets: at("/rules/presets"),
      "dry run": at("/rules/dry-run"),
      scan: at("/rules/scan"),
      versions: at("/rules/versions"),
    });
  });
});

describe("without scripts", () => {
  it("a comment is held, refused, appealed against and published after all", async ({ open }) => {
    const { site, story, admin, other } = await makeHouse("en");
    const [reader, first, second] = await Promise.all(
      [390, 1280, 390].map((width) => open("/healthz", { scripts: false, width })),
    ).then((views) => views.map(({ page }) => page));
    if (!reader || !first || !second) throw new Error("three windows are needed");
    await signInAs(first, admin);
    await signInAs(second, other);

    await reader.goto(story.path);
    await reader.fill("form[data-compose=root] [name=name]", "Ada");
    await reader.fill("form[data-compose=root] [name=text]", "The mayor is a turnip.");
    await reader.click("form[data-compose=root] button[type=submit]");
    expect(await reader.locator("article[data-status=pending]").textContent()).toContain("turnip");

    await first.goto(`${site.prefix}/desk/comments`);
    expect(await first.textContent(".case__comment mark")).toBe("turnip");
    await first.check("#decide [name=code][value=insult]");
    await first.click("#decide [value=refuse]");
    await first.locator(".case .quiet").waitFor();
    await room().app.relay.deliver();

    await reader.goto(`${site.prefix}/comments/mine`);
    expect(await reader.textContent(".mine")).toContain("It insults somebody.");
    await reader.click(".mine a[href*='/statements/']");
    await reader.fill("[name=text]", "We call one another that in the rowing club.");
    await reader.click(".law form button[type=submit]");
    await reader.locator(".appealed").waitFor();

    // Whoever refused it doesn't answer, where there is somebody else.
    await first.goto(`${site.prefix}/desk/comments?queue=appeal`);
    expect(await first.locator(".lawcase [value=grant]").count()).toBe(0);
    await second.goto(`${site.prefix}/desk/comments?queue=appeal`);
    expect(await second.textContent(".lawcase__text")).toContain("rowing club");
    await second.click(".lawcase [value=grant]");
    await room().app.relay.deliver();

    await reader.goto(`${site.prefix}/comments/mine`);
    expect(await reader.textContent(".mine")).toContain("Your appeal was granted.");
    const { page: stranger } = await open(story.path, { scripts: false });
    expect(await stranger.textContent("article[data-status=published]")).toContain("turnip");
  });
});
