import type { BrowserContext } from "playwright-core";
import { expect } from "vitest";
import { type MadeStory, makeComments, makeSite, makeStory } from "../factories.ts";
import { type MadeMember, makeMember, signIn } from "../members.ts";
import { aStory, commentSaying, findings, newForm, say, useRoom, write } from "./room.ts";

const { room, it } = useRoom();
const text = `${newForm} [name=text]`;

/** Makes a window one in which somebody is signed in. */
async function asMember(context: BrowserContext, { cookie }: Pick<MadeMember, "cookie">): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: room().base }]);
}

function drafts(story: MadeStory): Promise<string[]> {
  return room()
    .app.database.read.selectFrom("draft")
    .select("text")
    .where("story_id", "=", story.id)
    .execute()
    .then((rows) => rows.map((row) => row.text));
}

it("a member's draft is finished on another device, and gone once it is posted", async ({ open }) => {
  const story = await aStory(room());
  const member = await makeMember(room().app);
  const { page, context } = await open("/healthz");
  await asMember(context, member);
  await page.goto(story.path);
  expect(await page.locator(`${newForm} [name=name]`).count()).toBe(0);
  await page.fill(text, "Half a thought");
  await page.goto("/healthz");
  await expect.poll(() => drafts(story)).toEqual(["Half a thought"]);
  const other = await open("/healthz");
  await asMember(other.context, await signIn(room().app, member.id));
  await other.page.goto(story.path);
  expect(await other.page.inputValue(text)).toBe("Half a thought");
  await write(other.page, { text: "A whole thought" });
  await commentSaying(other.page, "A whole thought").waitFor();
  await other.page.goto("/healthz");
  expect(await drafts(story)).toEqual([]);
  // Some time later; for a moment, a browser trusts its own last words.
  await page.clock.setSystemTime(Date.now() + 11_000);
  await page.goto(story.path);
  expect(await page.inputValue(text)).toBe("");
  // In this browser nothing of it is left for whoever comes next.
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /^draft/.test(key)))).toEqual(
    [],
  );
});

it("the last words before a reload are there, whether or not they have been saved", async ({ open }) => {
  const story = await aStory(room());
  const { page, context } = await open("/healthz");
  await asMember(context, await makeMember(room().app));
  await page.goto(story.path);
  for (const words of ["One", "One more", "One more word"]) {
    await page.fill(text, words);
    await page.reload();
    expect(await page.inputValue(text)).toBe(words);
  }
  await expect.poll(() => drafts(story)).toEqual(["One more word"]);
});

it("what a guest began is still there after signing in", async ({ open }) => {
  const story = await aStory(room());
  const { page, context } = await open(story.path);
  await page.fill(text, "Begun as a guest");
  await asMember(context, await makeMember(room().app));
  await page.reload();
  expect(await page.inputValue(text)).toBe("Begun as a guest");
  await page.goto("/healthz");
  await expect.poll(() => drafts(story)).toEqual(["Begun as a guest"]);
});

it("a form that was opened by a guest asks the member before it posts", async ({ open }) => {
  const story = await aStory(room());
  const { page, context } = await open(story.path);
  await asMember(context, await makeMember(room().app, { name: "Alma Reed" }));
  await write(page, { name: "Nan", text: "Whose words?" });
  const error = page.locator(`${newForm} .composer__error`);
  await error.waitFor();
  expect(await error.textContent()).toContain("Alma Reed");
  expect(await page.inputValue(text)).toBe("Whose words?");
  await page.click(`${newForm} button[type=submit]`);
  const posted = commentSaying(page, "Whose words?");
  await posted.waitFor();
  expect(await posted.locator(".comment__name").textContent()).toContain("Alma Reed");
});

it("what is muted opens without scripts, and by its address", async ({ open }) => {
  const { app } = room();
  const story = await aStory(room());
  const [member, bore] = [await makeMember(app), await makeMember(app, { name: "Otto Bore" })];
  await app.post(`${story.path}/comments`, { text: "On and on" }, { cookie: bore.cookie });
  const { id, author_id } = await app.database.read
    .selectFrom("comment")
    .select(["id", "author_id"])
    .where("story_id", "=", story.id)
    .executeTakeFirstOrThrow();
  const mute = { member_id: member.id, person_id: author_id, at: app.clock.now };
  await app.database.transact((tx) => tx.insertInto("mute").values(mute).execute());
  const { page, context } = await open("/healthz", { scripts: false });
  await asMember(context, member);
  await page.goto(story.path);
  const words = page.locator(`#c-${id} .comment__text`);
  expect(await words.isVisible()).toBe(false);
  await page.click(`#c-${id} summary`);
  expect(await words.isVisible()).toBe(true);
  await page.goto(`${story.path}#c-${id}`);
  expect(await page.locator(`#c-${id}`).isVisible()).toBe(true);
  expect(await page.locator(`#c-${id} button`, { hasText: say("talk.unmute") }).count()).toBe(1);
});

it.for(["en", "ar", "ckb"])(
  "axe has nothing to say about what a member sees, nor does it scroll sideways (%s)",
  { timeout: 60_000 },
  async (language, { open }) => {
    const { app } = room();
    const site = await makeSite(app, { language });
    const story = await makeStory(app, site, { language });
    await makeComments(app, site, story, [{ text: "By a guest", recommends: 2, replies: [{}] }]);
    const long = "Anneliese Wilhelmina van der Oudermeulen-Featherstonehaugh";
    const member = await makeMember(app, { name: long, role: "editor", siteId: site.id, title: "Editor" });
    const bore = await makeMember(app, { name: "Otto Bore" });
    const other = await makeMember(app, { name: long.toUpperCase() });
    const post = (cookie: string, words: string) =>
      app.post(`${story.path}/comments`, { text: words }, { cookie });
    await post(bore.cookie, "On and on");
    await post(other.cookie, "In capitals");
    const own = await post(member.cookie, "By the editor");
    const path = String(own.headers.location);
    const people = app.database.read.selectFrom("person").select("id").where("member_id", "=", bore.id);
    const mute = { member_id: member.id, at: 1, person_id: (await people.executeTakeFirstOrThrow()).id };
    await app.database.transact((tx) => tx.insertInto("mute").values(mute).execute());
    app.clock.now += 3 * 60_000;
    await app.post(
      `${path.replace(/^https?:\/\/[^/]+/, "")}/edit`,
      { text: "Mended" },
      { cookie: member.cookie },
    );
    const { page, context } = await open("/healthz");
    await asMember(context, member);
    for (const at of [story.path, `${path}/history`, `${path}/edit`]) {
      await page.goto(at);
      for (const [width, colorScheme] of [
        [1280, "light"],
        [390, "dark"],
        [320, "light"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect([at, width, await findings(page)]).toEqual([at, width, []]);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([at, width, over]).toEqual([at, width, 0]);
      }
    }
  },
);
