import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../test/harness.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { changeDiscussion } from "../stories/change-discussion.ts";
import { findStoryById } from "../stories/reading.ts";

onBothEngines("a discussion's mode", (app) => {
  const withMode = (mode: "open" | "premoderated" | "closed" | "hidden") => ({
    discussion: { mode, notice: "", closesAt: null },
  });

  it("closed: everything is readable, nothing can be added", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site, withMode("closed"));
    const [id] = await makeComments(app(), site, story, [{ text: "Old words" }]);
    const { body } = await app().get(story.path);
    expect(body).toContain("Old words");
    expect(body).toContain("The discussion is closed.");
    expect(body).not.toContain("data-compose");
    expect(body).not.toContain("data-reply");
    const answer = await app().post(`${story.path}/comments`, { name: "Nan", text: "Still here?" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("closed before this arrived");
    expect((await app().get(`${site.prefix}/comments/${id}/reply`)).statusCode).toBe(303);
  });

  it("hidden: nothing of it is seen or reached", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site, withMode("hidden"));
    const [id] = await makeComments(app(), site, story, [{ text: "Hidden words" }]);
    const { body } = await app().get(story.path);
    expect(body).not.toContain("Hidden words");
    expect(body).not.toContain('id="below"');
    expect((await app().post(`${story.path}/comments`, { name: "Nan", text: "Hello" })).statusCode).toBe(404);
    for (const path of [`/comments/${id}`, `/comments/${id}/reply`, `/comments/${id}/report`]) {
      expect((await app().get(site.prefix + path)).statusCode, path).toBe(404);
    }
  });

  it("closes by itself, also while somebody is writing", async () => {
    const site = await makeSite(app());
    const closesAt = app().clock.now + 60_000;
    const story = await makeStory(app(), site, { discussion: { mode: "open", notice: "", closesAt } });
    expect((await app().get(story.path)).body).toContain("Open until");
    const before = app().clock.now;
    app().clock.now = closesAt;
    expect((await app().get(story.path)).body).toContain("The discussion closed on");
    const late = await app().post(`${story.path}/comments`, { name: "Nan", text: "One more thing" });
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain("One more thing");
    app().clock.now = before;
  });

  it("changes at once for everybody, with a notice by the editors", async () => {
    const site = await makeSite(app());
    const made = await makeStory(app(), site);
    await app().get(made.path);
    const story = await findStoryById(app().database.read, made.id);
    if (!story) throw new Error("no story");
    await app().database.transact((tx) =>
      changeDiscussion(tx, story, {
        mode: "premoderated",
        notice: "Bus questions *below*.",
        closesAt: null,
        at: app().clock.now,
      }),
    );
    await app().relay.deliver();
    const { body } = await app().get(made.path);
    expect(body).toContain("Bus questions <em>below</em>.");
    expect(body).toContain("read by an editor before it appears");
  });

  it("premoderated: a comment waits, with the reason written down", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site, withMode("premoderated"));
    const answer = await app().post(`${story.path}/comments`, { name: "Nan", text: "Waiting words" });
    const id = Number(/#c-(\d+)/.exec(String(answer.headers.location))?.[1]) as CommentId;
    const rows = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", id)
      .execute();
    expect(rows).toMatchObject([{ actor: "rule:discussionMode", action: "hold", after: "pending" }]);
    expect((await app().get(`${site.prefix}/comments/${id}`)).statusCode).toBe(404);
    expect((await app().get(`${site.prefix}/comments/${id}`, { cookie: cookiesOf(answer) })).statusCode).toBe(
      303,
    );
  });
});

onBothEngines("a site's settings", (app) => {
  it("may allow comments without a name: the site's own words sign them", async () => {
    const site = await makeSite(app(), { settings: { nameRequired: false }, language: "ar" });
    const story = await makeStory(app(), site, { language: "ar" });
    expect((await app().post(`${story.path}/comments`, { name: "", text: "بلا اسم" })).statusCode).toBe(303);
    const { body } = await app().get(story.path);
    expect(body).toContain("<bdi>أحد القرّاء</bdi>");
  });

  it("may ask for an address, which is then sealed", async () => {
    const site = await makeSite(app(), { settings: { emailRequired: true } });
    const story = await makeStory(app(), site);
    expect((await app().post(`${story.path}/comments`, { name: "Nan", text: "Hello" })).statusCode).toBe(422);
    const bad = await app().post(`${story.path}/comments`, {
      name: "Nan",
      email: "nan at home",
      text: "Hello",
    });
    expect(bad.body).toContain("does not look like an email address");
    const good = await app().post(`${story.path}/comments`, {
      name: "Nan",
      email: "Nan@Example.org",
      text: "Hello",
    });
    expect(good.statusCode).toBe(303);
    const [person] = await app()
      .database.read.selectFrom("person")
      .selectAll()
      .where("site_id", "=", site.id)
      .execute();
    expect(JSON.stringify(person)).not.toMatch(/example/i);
    expect(app().ctx.keys.open("address", person?.email_sealed ?? "")).toBe("Nan@Example.org");
    expect(person?.email_hash).toBe(app().ctx.keys.hash("email", "nan@example.org"));
  });

  it("keep the staff's names from guests, whatever they look like", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await app().database.transact((tx) =>
      tx
        .insertInto("person")
        .values({
          site_id: site.id,
          kind: "staff",
          name: "Nora Quill",
          title: "Reporter",
          email_sealed: null,
          email_hash: null,
          device_hash: null,
          created_at: 0,
        })
        .execute(),
    );
    const answer = await app().post(`${story.path}/comments`, { name: "nora  QUILL", text: "It is I" });
    expect(answer.body).toContain("reads like one of our staff");
  });

  it("limit how fast one device writes, and say for how long", async () => {
    const site = await makeSite(app(), { settings: { postsPerDevice: 2 } });
    const story = await makeStory(app(), site);
    const first = await app().post(`${story.path}/comments`, { name: "Nan", text: "One" });
    const cookie = cookiesOf(first);
    await app().post(`${story.path}/comments`, { name: "Nan", text: "Two" }, { cookie });
    const third = await app().post(`${story.path}/comments`, { name: "Nan", text: "Three" }, { cookie });
    expect(third.statusCode).toBe(422);
    expect(third.body).toContain("Please wait 600 seconds");
    expect(third.body).toContain("Three");
    const before = app().clock.now;
    app().clock.now += 10 * 60_000;
    expect(
      (await app().post(`${story.path}/comments`, { name: "Nan", text: "Three" }, { cookie })).statusCode,
    ).toBe(303);
    app().clock.now = before;
  });
});
