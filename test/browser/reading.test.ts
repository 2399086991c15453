import { describe, expect } from "vitest";
import { type CommentSpec, makeComments } from "../factories.ts";
import { aStory, commentSaying, useRoom } from "./room.ts";

const { room, it } = useRoom();

const numbered = (count: number): CommentSpec[] =>
  Array.from({ length: count }, (_, n) => ({
    text: `Number ${String(n + 1).padStart(2, "0")}`,
    at: 1_780_000_000_000 + n * 1000,
  }));

describe.each([{ scripts: true }, { scripts: false }])("with scripts: $scripts", ({ scripts }) => {
  it("pages through comments by number and by next, with a page size that is remembered", async ({
    open,
  }) => {
    const story = await aStory(room());
    await makeComments(room().app, room().site, story, numbered(24));
    const { page } = await open(story.path, { scripts });
    const shown = () => page.locator(".comment__text").allTextContents();
    await page.locator(".pager__size").getByRole("link", { name: "10 comments on a page" }).click();
    await page.waitForURL(/per=10/);
    expect(await shown()).toHaveLength(10);
    await page.locator(".pager").getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/page=2/);
    expect((await shown())[0]).toContain("Number 14");
    await page.locator(".pager").getByRole("link", { name: "Page 3" }).click();
    await page.waitForURL(/page=3/);
    expect((await shown()).at(-1)).toContain("Number 01");
    expect(await page.locator(".pager [aria-current=page]").textContent()).toBe("3");
    await page.goto(story.path);
    expect(await shown()).toHaveLength(10);
  });

  it("sorts, and remembers how", async ({ open }) => {
    const story = await aStory(room());
    const loved = { text: "Loved", recommends: 9, at: 1_780_000_000_500, replies: [{ text: "So true" }] };
    await makeComments(room().app, room().site, story, [...numbered(3), loved]);
    const { page } = await open(story.path, { scripts });
    const first = () => page.locator(".thread > .branch > article .comment__text").first().textContent();
    expect(await first()).toContain("Number 03");
    for (const [name, expected] of [
      ["Oldest", "Number 01"],
      ["Best", "Loved"],
      ["Most replies", "Loved"],
    ] as const) {
      await page.locator(".sort").getByRole("link", { name }).click();
      await page.locator(".sort [aria-current]", { hasText: name }).waitFor();
      expect(await first()).toContain(expected);
    }
    await page.goto(story.path);
    expect(await page.locator(".sort [aria-current]").textContent()).toBe("Most replies");
  });

  it("a permalink opens the page that holds the comment, and marks it", async ({ open }) => {
    const story = await aStory(room());
    const ids = await makeComments(room().app, room().site, story, numbered(60));
    const { page } = await open(`${room().site.prefix}/comments/${ids[2]}`, { scripts });
    expect(page.url()).toMatch(new RegExp(`page=3&per=25#c-${ids[2]}$`));
    const target = page.locator("article:target");
    expect(await target.textContent()).toContain("Number 03");
    const paint = (selector: string) =>
      page.evaluate((at) => {
        const element = document.querySelector(at);
        return element ? getComputedStyle(element).backgroundColor : null;
      }, selector);
    expect(await paint("article:target")).not.toBe(await paint("article:not(:target)"));
    await target.waitFor();
    expect(await target.evaluate((article) => article.getBoundingClientRect().top < innerHeight)).toBe(true);
  });

  it("a long branch is folded, and opens on a page of its own", async ({ open }) => {
    const story = await aStory(room());
    const replies = numbered(12);
    const [top] = await makeComments(room().app, room().site, story, [{ text: "The top", replies }]);
    const { page } = await open(story.path, { scripts });
    expect(await commentSaying(page, "Number 12").count()).toBe(0);
    await page.getByRole("link", { name: "Show 7 more replies" }).click();
    await page.waitForURL(new RegExp(`/threads/${top}`));
    await commentSaying(page, "Number 12").waitFor();
    await page.getByRole("link", { name: "Back to all comments" }).click();
    await page.waitForURL(/#comments$/);
  });

  it("a long comment unfolds and folds again", async ({ open }) => {
    const story = await aStory(room());
    const text = Array.from(
      { length: 30 },
      (_, n) => `Paragraph ${n} has some words in it, as paragraphs do.`,
    ).join("\n\n");
    await makeComments(room().app, room().site, story, [{ text }]);
    const { page } = await open(story.path, { scripts });
    const end = page.getByText("Paragraph 29");
    expect(await end.isVisible()).toBe(false);
    await page.getByText(/Read the other \d+ words/).click();
    await end.waitFor();
    await page.getByText("Fold it away").click();
    await end.waitFor({ state: "hidden" });
  });
});
