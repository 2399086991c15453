import { expect, it } from "vitest";
import { type MadeSite, type MadeStory, makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../test/harness.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { decideOnComment } from "./decide-on-comment.ts";

onBothEngines("one's own comment", (app) => {
  async function write(site: MadeSite, story: MadeStory, text = "First words") {
    const answer = await app().post(`${story.path}/comments`, { name: "Nan", text });
    const id = /comments\/(\d+)/.exec(String(answer.headers.location))?.[1] ?? "";
    return { id, path: `${site.prefix}/comments/${id}`, cookie: cookiesOf(answer) };
  }

  it("can be changed for some minutes, and says so", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { path, cookie } = await write(site, story);
    expect((await app().get(`${path}/edit`, { cookie })).body).toContain("First words");
    const answer = await app().post(`${path}/edit`, { text: "Second thoughts" }, { cookie });
    expect(answer.statusCode).toBe(303);
    const { body } = await app().get(story.path);
    expect(body).toContain("Second thoughts");
    expect(body).not.toContain("First words");
    expect(body).toContain("changed ");
  });

  it("can't be changed by others, or later", async () => {
    const site = await makeSite(app(), { settings: { editMinutes: 10 } });
    const story = await makeStory(app(), site);
    const { path, cookie } = await write(site, story);
    const stranger = (await write(site, story, "Somebody else")).cookie;
    expect((await app().get(`${path}/edit`)).statusCode).toBe(403);
    expect((await app().post(`${path}/edit`, { text: "Mine now" }, { cookie: stranger })).statusCode).toBe(
      403,
    );
    expect((await app().post(`${path}/withdraw`, {}, { cookie: stranger })).statusCode).toBe(403);
    const before = app().clock.now;
    app().clock.now += 10 * 60_000;
    expect((await app().post(`${path}/edit`, { text: "Too late" }, { cookie })).statusCode).toBe(403);
    app().clock.now = before;
    expect((await app().get(story.path)).body).toContain("First words");
  });

  it("comes back with what is wrong when the change is no good", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { path, cookie } = await write(site, story);
    const answer = await app().post(`${path}/edit`, { text: "x".repeat(3001) }, { cookie });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("too long by 1 character");
    expect(answer.body).toContain("xxxx");
  });

  it("can be withdrawn: it goes, or leaves a tombstone above its answers", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const alone = await write(site, story, "Leaving no trace");
    const answered = await write(site, story, "Answered words");
    await app().post(`${story.path}/comments`, { name: "Other", text: "My answer", parent: answered.id });
    for (const { path, cookie } of [alone, answered]) {
      expect((await app().get(`${path}/withdraw`, { cookie })).statusCode).toBe(200);
      expect((await app().post(`${path}/withdraw`, {}, { cookie })).statusCode).toBe(303);
    }
    const { body } = await app().get(story.path);
    expect(body).not.toContain("Leaving no trace");
    expect(body).not.toContain("Answered words");
    expect(body).toContain("The author withdrew this comment.");
    expect(body).toContain("My answer");
    expect(body).toContain('<p class="below__count" aria-hidden="true">1</p>');
  });

  it("is written down as a decision when it is withdrawn", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { id, path, cookie } = await write(site, story);
    await app().post(`${path}/withdraw`, {}, { cookie });
    const rows = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", Number(id) as CommentId)
      .execute();
    expect(rows).toMatchObject([
      { actor: "author", action: "withdraw", before: "published", after: "withdrawn" },
    ]);
  });
});

onBothEngines("recommending and reporting", (app) => {
  it("counts once for each device, and can be taken back", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{ text: "Wise words", recommends: 4 }]);
    const path = `${site.prefix}/comments/${id}/recommend`;
    const cookie = cookiesOf(await app().post(path, { on: "1" }));
    await app().post(path, { on: "1" }, { cookie });
    expect((await app().get(story.path)).body).toContain("Recommend 5");
    expect((await app().get(story.path, { cookie })).body).toContain("Recommended 5");
    await app().post(path, { on: "1" });
    expect((await app().get(story.path)).body).toContain("Recommend 6");
    await app().post(path, { on: "0" }, { cookie });
    expect((await app().get(story.path, { cookie })).body).toContain("Recommend 5");
  });

  it("keeps one report for each device, for the desk, and lets it weigh in best", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [liked, disputed] = await makeComments(app(), site, story, [
      { text: "Liked by some", recommends: 8 },
      { text: "Liked by more", recommends: 9 },
    ]);
    const order = async () => {
      const { body } = await app().get(`${story.path}?sort=best`);
      return [...body.matchAll(/<article id="c-(\d+)"/g)].map((match) => Number(match[1]));
    };
    expect(await order()).toEqual([disputed, liked]);
    const path = `${site.prefix}/comments/${disputed}/report`;
    expect((await app().post(path, { note: "no reason" })).statusCode).toBe(422);
    const first = await app().post(path, { reason: "abuse", note: "Look at this" });
    expect(first.body).toContain("Thank you.");
    const again = await app().post(path, { reason: "spam" }, { cookie: cookiesOf(first) });
    expect(again.body).toContain("reported this comment before");
    for (let n = 0; n < 3; n++) await app().post(path, { reason: "abuse" });
    expect(await order()).toEqual([liked, disputed]);
    const rows = await app()
      .database.read.selectFrom("report")
      .selectAll()
      .where("comment_id", "=", disputed as CommentId)
      .execute();
    expect(rows).toHaveLength(4);
  });
});

onBothEngines("an editor's decision", (app) => {
  it("removes with the rule that was broken, keeps the answers, and is written down", async () => {
    const site = await makeSite(app(), { settings: { rules: ["Be kind.", "Argue with the point."] } });
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [
      { text: "Rude words", replies: [{ text: "Calm answer" }] },
    ]);
    const decision = { status: "rejected", rule: 2, actor: "staff:Ida", reason: "an insult" } as const;
    await decideOnComment(app().ctx, site.id, id as CommentId, decision);
    await app().relay.deliver();
    const { body } = await app().get(story.path);
    expect(body).not.toContain("Rude words");
    expect(body).toContain("It broke house rule 2: Argue with the point.");
    expect(body).toContain("Calm answer");
    const restored = {
      status: "published",
      rule: null,
      actor: "staff:Ida",
      reason: "on second thoughts",
    } as const;
    await decideOnComment(app().ctx, site.id, id as CommentId, restored);
    await app().relay.deliver();
    expect((await app().get(story.path)).body).toContain("Rude words");
    const rows = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", id as CommentId)
      .orderBy("id")
      .execute();
    expect(rows.map(({ actor, before, after }) => [actor, before, after])).toEqual([
      ["staff:Ida", "published", "rejected"],
      ["staff:Ida", "rejected", "published"],
    ]);
  });

  it("doesn't bring back what its author withdrew", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{ text: "Taken back", status: "withdrawn" }]);
    const decision = { status: "published", rule: null, actor: "staff:Ida", reason: "" } as const;
    expect(await decideOnComment(app().ctx, site.id, id as CommentId, decision)).toBe(false);
  });

  it("reaches nobody else's site", async () => {
    const site = await makeSite(app());
    const other = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{ text: "Safe" }]);
    const decision = { status: "spam", rule: null, actor: "staff:X", reason: "" } as const;
    expect(await decideOnComment(app().ctx, other.id, id as CommentId, decision)).toBe(false);
  });
});
