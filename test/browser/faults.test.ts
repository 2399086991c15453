import { describe, expect } from "vitest";
import { decideOnComment } from "../../src/features/discussion/decide-on-comment.ts";
import { type CommentId, readId } from "../../src/platform/lib/ids.ts";
import { makeComments } from "../factories.ts";
import {
  aStory,
  commentSaying,
  countStored,
  focusOf,
  isSamePage,
  markPage,
  newForm,
  say,
  useRoom,
  write,
} from "./room.ts";

const { room, it } = useRoom();
const posts = /\/stories\/[^/]+\/comments$/;
const notReached = say("compose.failed");

async function remove(id: number | undefined): Promise<void> {
  const { app, site } = room();
  const decision = { status: "rejected", rule: null, actor: "staff:Test", reason: "" } as const;
  await decideOnComment(app.ctx, site.id, readId<CommentId>(String(id)) as CommentId, decision);
  await app.relay.deliver();
}

describe("when the network is down", () => {
  it("a post keeps its text and says so; the next try makes one comment", async ({ open }) => {
    const story = await aStory(room());
    const view = await open(story.path);
    const { page, context } = view;
    await context.setOffline(true);
    await write(page, { name: "Ada", text: "From a tunnel" });
    await page.locator(".composer__error[role=alert]", { hasText: notReached }).waitFor();
    expect(await page.inputValue(`${newForm} [name=text]`)).toBe("From a tunnel");
    expect(await focusOf(page)).toBe("Post comment");
    await context.setOffline(false);
    await page.click(`${newForm} button[type=submit]`);
    await commentSaying(page, "From a tunnel").waitFor();
    expect(await page.locator(".composer__error").count()).toBe(0);
    expect(await page.inputValue(`${newForm} [name=text]`)).toBe("");
    expect(await countStored(room(), story)).toBe(1);
    view.complaints.length = 0;
  });

  it("a post whose answer was lost makes one comment, even after a reload", async ({ open }) => {
    const story = await aStory(room());
    const view = await open(story.path);
    const { page } = view;
    await page.route(posts, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await write(page, { name: "Ada", text: "Heard or not" });
    await page.locator(".composer__error", { hasText: notReached }).waitFor();
    expect(await countStored(room(), story)).toBe(1);
    await page.unroute(posts);
    await page.reload();
    // Long after it would pass for a double click.
    room().app.clock.now += 5 * 60_000;
    expect(await page.inputValue(`${newForm} [name=text]`)).toBe("Heard or not");
    await page.click(`${newForm} button[type=submit]`);
    await page.locator("article:focus", { hasText: "Heard or not" }).waitFor();
    expect(await commentSaying(page, "Heard or not").count()).toBe(1);
    expect(await countStored(room(), story)).toBe(1);
    view.complaints.length = 0;
  });

  it("replying, quoting and recommending leave the page as it is and say so", async ({ open }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [{ text: "Out of reach" }]);
    const view = await open(story.path);
    const { page, context } = view;
    await markPage(page);
    await page.click(`#c-${id} [data-reply]`);
    await page.waitForSelector(`form[data-compose="${id}"]`);
    await context.setOffline(true);
    for (const press of [`form[data-compose="${id}"] [data-quote]`, `#c-${id} .rec`]) {
      await page.click(press);
      await page.locator("[role=alert]", { hasText: "try again" }).first().waitFor();
    }
    expect(await isSamePage(page)).toBe(true);
    await context.setOffline(false);
    await page.click(`#c-${id} .rec`);
    await page.locator(`#c-${id} .rec[aria-pressed=true]`).waitFor();
    expect(await page.locator(`#c-${id} [role=alert]`).count()).toBe(0);
    view.complaints.length = 0;
  });
});

it("a server that fails is told of; the text stays", async ({ open }) => {
  const story = await aStory(room());
  const view = await open(story.path);
  const { page } = view;
  await page.route(posts, (route) => route.fulfill({ status: 500, contentType: "text/html", body: "" }));
  await write(page, { name: "Bo", text: "Against a wall" });
  await page.locator(".composer__error[role=alert]", { hasText: notReached }).waitFor();
  await page.unroute(posts);
  await page.click(`${newForm} button[type=submit]`);
  await commentSaying(page, "Against a wall").waitFor();
  expect(await countStored(room(), story)).toBe(1);
  view.complaints.length = 0;
});

it("the server's own words are shown when it turns a post away", async ({ open }) => {
  const story = await aStory(room());
  const { page } = await open(story.path);
  for (let n = 0; n < 30; n++) await room().app.post(`${story.path}/comments`, { text: "" });
  await write(page, { name: "Cy", text: "One more" });
  await page
    .locator(".composer__error", { hasText: `${say("problem.tooMany")}. ${say("problem.tooMany.about")}` })
    .waitFor();
  expect(await page.inputValue(`${newForm} [name=text]`)).toBe("One more");
  room().app.clock.now += 61_000;
  await page.click(`${newForm} button[type=submit]`);
  await commentSaying(page, "One more").waitFor();
});

describe.each([{ scripts: true }, { scripts: false }])("with scripts: $scripts", ({ scripts }) => {
  it("what is wrong is said at its field, which has the focus, and all that was typed is there", async ({
    open,
  }) => {
    const story = await aStory(room());
    const { page } = await open(story.path, { scripts });
    await page.fill(`${newForm} [name=email]`, "not an address");
    await write(page, { name: "Di", text: "Mostly fine" });
    await page.locator("#c-email-e", { hasText: say("error.email.wrong") }).waitFor();
    expect(await page.getAttribute("#c-email", "aria-describedby")).toBe("c-email-e");
    await page.locator("#c-email:focus").waitFor();
    expect(await page.inputValue("#c-email")).toBe("not an address");
    expect(await page.inputValue("#c-name")).toBe("Di");
    expect(await page.inputValue("#c-text")).toBe("Mostly fine");
    await page.fill("#c-email", "");
    await page.click(`${newForm} button[type=submit]`);
    await commentSaying(page, "Mostly fine").waitFor();
    expect(await countStored(room(), story)).toBe(1);
  });

  it("an answer to a comment that vanished meanwhile keeps its text, says what happened and can be posted", async ({
    open,
  }) => {
    const story = await aStory(room());
    const [id] = await makeComments(room().app, room().site, story, [
      { text: "Soon gone" },
      { text: "Still there" },
    ]);
    const { page } = await open(story.path, { scripts });
    await page.fill("#c-text", scripts ? "Something else" : "");
    await page.click(`#c-${id} [data-reply]`);
    await page.waitForSelector(`form[data-compose="${id}"]`);
    await remove(id);
    await write(page, { name: "Eve", text: "My answer" }, `form[data-compose="${id}"]`);
    const told = page.locator(".composer__error", { hasText: say("error.parent.gone") });
    await told.waitFor();
    const form = page.locator("form[data-compose]").filter({ has: told });
    expect(await form.locator("[name=text]").inputValue()).toBe("My answer");
    await page.locator(".composer__error:focus").waitFor();
    const ids = await page.locator("[id]").evaluateAll((all) => all.map((element) => element.id));
    expect(ids.filter((each, index) => ids.indexOf(each) !== index)).toEqual([]);
    await form.locator("button[type=submit]").click();
    const own = page.locator(".thread > .branch > article", { hasText: "My answer" });
    await own.waitFor();
    if (scripts) expect(await page.inputValue("#c-text")).toBe("Something else");
    expect(await countStored(room(), story)).toBe(3);
  });
});
