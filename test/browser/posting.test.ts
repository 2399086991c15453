import { describe, expect } from "vitest";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { aStory, commentSaying, countStored, isSamePage, markPage, newForm, useRoom, write } from "./room.ts";

const { room, it } = useRoom();

describe.each([{ scripts: true }, { scripts: false }])("with scripts: $scripts", ({ scripts }) => {
  it("a comment is posted and led to", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await markPage(page);
    await write(page, { name: "Ada", text: "First of all" });
    await commentSaying(page, "First of all").waitFor();
    expect(await isSamePage(page)).toBe(scripts);
    if (scripts) expect(await page.locator("article:focus").textContent()).toContain("First of all");
    else expect(await page.locator("article:target").textContent()).toContain("First of all");
    expect(await page.locator("p.quiet").count()).toBe(0);
    expect(await countStored(room(), story)).toBe(1);
  });

  it("a reply stands below what it answers", async ({ open }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [
      { text: "Who has the key?", name: "Bo" },
    ]);
    const { page } = await open(story.path, { scripts });
    await markPage(page);
    await page.click(`#c-${id} [data-reply]`);
    const form = `form[data-compose="${id}"]`;
    await page.waitForSelector(form);
    expect(await isSamePage(page)).toBe(scripts);
    await write(page, { name: "Cy", text: "I have the key" }, form);
    await page.locator(`.branch:has(> #c-${id}) > .replies article`, { hasText: "I have the key" }).waitFor();
    expect(await isSamePage(page)).toBe(scripts);
    expect(await page.locator(form).count()).toBe(0);
  });

  it("an answer to the deepest level stands level with what it answers, and names it", async ({ open }) => {
    const story = await aStory(room());
    const deep = { text: "level three", name: "Dee" };
    const tree = [{ replies: [{ replies: [{ replies: [deep] }] }] }];
    const ids = await makeComments(room().app, room().site, story, tree);
    const { page } = await open(story.path, { scripts });
    await page.click(`#c-${ids[3]} [data-reply]`);
    await write(page, { name: "Eve", text: "deeper still" }, `form[data-compose="${ids[3]}"]`);
    const answer = page.locator(`.branch:has(> #c-${ids[2]}) > .replies > .branch > article`, {
      hasText: "deeper still",
    });
    await answer.waitFor();
    expect(await answer.locator(".comment__to").textContent()).toContain("Dee");
  });

  it("a quote brings the words along, above what is written already", async ({ open }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [
      { text: "Two lines\nof it", name: "Bo" },
    ]);
    const { page } = await open(story.path, { scripts });
    await page.click(`#c-${id} [data-reply]`);
    const form = `form[data-compose="${id}"]`;
    if (scripts) await page.fill(`${form} [name=text]`, "Typed before");
    await page.click(`${form} [data-quote]`);
    const text = page.locator(`${form} [name=text]`);
    await expect
      .poll(() => text.inputValue())
      .toBe(`> Two lines\n> of it\n\n${scripts ? "Typed before" : ""}`);
    await page.fill(`${form} [name=name]`, "Fay");
    await text.pressSequentially("Mine");
    await page.click(`${form} button[type=submit]`);
    await page.locator(".replies blockquote", { hasText: "of it" }).waitFor();
  });

  it("one's own comment is changed", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await write(page, { name: "Gil", text: "Before" });
    await commentSaying(page, "Before").getByRole("link", { name: "Change" }).click();
    await page.waitForURL(/\/edit$/);
    await write(page, { text: "After" });
    await commentSaying(page, "After").waitFor();
    expect(new URL(page.url()).pathname).toBe(story.path);
    await page.locator("article:target .comment__edited").waitFor();
    expect(await countStored(room(), story)).toBe(1);
  });

  it("a change that can't be taken comes back with what was typed", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await write(page, { name: "Gil", text: "Before" });
    await commentSaying(page, "Before").getByRole("link", { name: "Change" }).click();
    await page.waitForURL(/\/edit$/);
    await write(page, { text: "x".repeat(3001) });
    await page.locator(".field__error--told", { hasText: "too long" }).waitFor();
    expect(await page.inputValue(`${newForm} [name=text]`)).toHaveLength(3001);
    await page.locator("[name=text]:focus").waitFor();
  });

  it("one's own comment is withdrawn", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await write(page, { name: "Hal", text: "Regretted" });
    await commentSaying(page, "Regretted").getByRole("link", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await page.waitForURL(/#comments$/);
    expect(await commentSaying(page, "Regretted").count()).toBe(0);
  });

  it("a comment is recommended, and that is taken back", async ({ open }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [{ text: "Well said", recommends: 2 }]);
    const { page } = await open(story.path, { scripts });
    await markPage(page);
    const button = page.locator(`#c-${id} button.rec`);
    await button.click();
    await page.locator(`#c-${id} button[aria-pressed=true]`, { hasText: "Recommended 3" }).waitFor();
    expect(await isSamePage(page)).toBe(scripts);
    if (scripts) await page.locator("button.rec:focus").waitFor();
    await button.click();
    await page.locator(`#c-${id} button[aria-pressed=false]`, { hasText: "Recommend 2" }).waitFor();
  });

  it("a comment is reported, with a reason", async ({ open }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [{ text: "Buy hats" }]);
    const { page } = await open(story.path, { scripts });
    await page.click(`#c-${id} a.report`);
    await page.fill("[name=note]", "It sells hats");
    await page.getByRole("button", { name: "Send report" }).click();
    await page.locator("#reason-e").waitFor();
    expect(await page.inputValue("[name=note]")).toBe("It sells hats");
    await page.locator("[name=reason]:focus").waitFor();
    await page.getByLabel("It is advertising or spam").check();
    await page.getByRole("button", { name: "Send report" }).click();
    await page.locator("[role=status]", { hasText: "Thank you" }).waitFor();
    await page.getByRole("link", { name: "Back to the discussion" }).click();
    await page.waitForURL(new RegExp(`#c-${id}$`));
  });

  it("a double click on Post makes one comment", async ({ open }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await page.fill(`${newForm} [name=name]`, "Ida");
    await page.fill(`${newForm} [name=text]`, "Once only");
    await page.dblclick(`${newForm} button[type=submit]`);
    await page.locator("article.comment:is(:target, :focus)", { hasText: "Once only" }).waitFor();
    expect(await countStored(room(), story)).toBe(1);
    expect(await commentSaying(page, "Once only").count()).toBe(1);
  });

  it("a comment that an editor reads first is shown to its writer alone", async ({ open }) => {
    const story = await makeStory(room().app, room().site, {
      discussion: { mode: "premoderated", notice: "", closesAt: null },
    });
    const { page } = await open(story.path, { scripts });
    await write(page, { name: "Jo", text: "Patiently" });
    const own = page.locator("article[data-status=pending]", { hasText: "Patiently" });
    await own.waitFor();
    expect(await own.textContent()).toContain("Only you can see this.");
    await page.reload();
    await own.waitFor();
    const other = await open(story.path, { scripts });
    expect(await commentSaying(other.page, "Patiently").count()).toBe(0);
  });
});

it("a site that asks for a proof of work gets one from the script, and holds comments that come without", async ({
  open,
}) => {
  // The library that checks the proof goes by the real clock.
  room().app.clock.now = Date.now();
  const site = await makeSite(room().app, { settings: { challenge: true } });
  const story = await makeStory(room().app, site);
  const withScripts = await open(story.path);
  await write(withScripts.page, { name: "Kim", text: "Solved" });
  await withScripts.page.locator("article[data-status=published]", { hasText: "Solved" }).waitFor();
  const without = await open(story.path, { scripts: false });
  await without.page.locator("noscript .note").waitFor();
  await write(without.page, { name: "Lou", text: "Unsolved" });
  await without.page.locator("article[data-status=pending]", { hasText: "Unsolved" }).waitFor();
});
