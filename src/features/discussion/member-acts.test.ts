import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../test/harness.ts";
import { makeMember, signIn } from "../../../test/members.ts";
import { forgetOld } from "../people/privacy/forget.ts";
import { mutePerson } from "../people/profiles/relate.ts";

const aDay = 24 * 3_600_000;

onBothEngines("what a member does in a discussion", (app) => {
  const read = async (path: string, cookie = "") => (await app().get(path, { cookie })).body;
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    app().post(path, fields, { cookie });

  async function paper() {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{ text: "Worth recommending" }]);
    return { site, story, comment: `${site.prefix}/comments/${id}`, id };
  }

  async function count(id: number | undefined): Promise<number | undefined> {
    const row = await app()
      .database.read.selectFrom("comment")
      .select("recommend_count")
      .where("id", "=", id as never)
      .executeTakeFirst();
    return row?.recommend_count;
  }

  it("recommends once, from however many devices, and takes it back from any", async () => {
    const { story, comment, id } = await paper();
    const member = await makeMember(app());
    const elsewhere = await signIn(app(), member.id);
    await post(`${comment}/recommend`, { on: "1" }, member.cookie);
    await post(`${comment}/recommend`, { on: "1" }, elsewhere.cookie);
    expect(await count(id)).toBe(1);
    expect(await read(story.path, elsewhere.cookie)).toContain('aria-pressed="true"');
    await post(`${comment}/recommend`, { on: "0" }, elsewhere.cookie);
    expect(await count(id)).toBe(0);
    expect(await read(story.path, member.cookie)).not.toContain('aria-pressed="true"');
  });

  it("counts once who recommended as a guest on this device before", async () => {
    const { story, comment, id } = await paper();
    const device = cookiesOf(await post(`${comment}/recommend`, { on: "1" }));
    const member = await makeMember(app());
    const both = `${device}; ${member.cookie}`;
    expect(await read(story.path, both)).toContain('aria-pressed="true"');
    await post(`${comment}/recommend`, { on: "1" }, both);
    expect(await count(id)).toBe(1);
    await post(`${comment}/recommend`, { on: "0" }, both);
    expect(await count(id)).toBe(0);
  });

  it("can't recommend what they wrote elsewhere", async () => {
    const { site, story } = await paper();
    const member = await makeMember(app());
    const answer = await post(`${story.path}/comments`, { text: "My own" }, member.cookie);
    const path = `${site.prefix}${String(answer.headers.location).replace(/^.*(?=\/comments)/, "")}`;
    const elsewhere = await signIn(app(), member.id);
    await post(`${path}/recommend`, { on: "1" }, elsewhere.cookie);
    expect(await count(Number(path.split("/").at(-1)))).toBe(0);
  });

  it("folds comments of whom they muted, for themselves alone", async () => {
    const { site, story } = await paper();
    const [member, bore] = [await makeMember(app()), await makeMember(app(), { name: "Otto Bore" })];
    await post(`${story.path}/comments`, { text: "On and on" }, bore.cookie);
    const before = await read(story.path, member.cookie);
    expect(before).toMatch(/action="[^"]*\/people\/otto-bore[^"]*\/mute"/);
    expect(before).not.toContain("muted by you");
    const person = await app()
      .database.read.selectFrom("person")
      .select("id")
      .where("member_id", "=", bore.id)
      .executeTakeFirstOrThrow();
    await mutePerson(app().ctx, { memberId: member.id, siteId: site.id, personId: person.id });
    await app().settle();
    const folded = await read(story.path, member.cookie);
    expect(folded).toMatch(
      /<article id="c-\d+" class="comment comment--muted"[^>]*><details class="muted"><summary>/,
    );
    expect(folded).toContain("\u2068Otto Bore\u2069, muted by you");
    expect(folded).toContain("On and on");
    expect(folded).toContain("Unmute");
    for (const cookie of [bore.cookie, ""]) {
      const page = await read(story.path, cookie);
      expect(page).toContain("On and on");
      expect(page).not.toContain("muted");
    }
  });

  it("is offered muting of members alone, and guests are offered none", async () => {
    const { story } = await paper();
    const [member, other] = [await makeMember(app()), await makeMember(app(), { name: "Bo" })];
    expect(await read(story.path, member.cookie)).not.toContain("/mute");
    await post(`${story.path}/comments`, { text: "By a member" }, other.cookie);
    expect(await read(story.path, member.cookie)).toContain("/mute");
    expect(await read(story.path)).not.toContain("/mute");
    expect(await read(story.path, other.cookie)).not.toContain("/mute");
  });

  it("follows a discussion, and stops", async () => {
    const { story } = await paper();
    const member = await makeMember(app());
    expect(await read(story.path, member.cookie)).toContain("Follow this discussion");
    const answer = await post(`${story.path}/follow`, { on: "1" }, member.cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${story.path}#below`]);
    expect(await read(story.path, member.cookie)).toContain("You follow this discussion.");
    await post(`${story.path}/follow`, { on: "0" }, member.cookie);
    expect(await read(story.path, member.cookie)).toContain("Follow this discussion");
    expect((await post(`${story.path}/follow`, { on: "1" })).statusCode).toBe(401);
  });

  it("finds on every device what they began to write, until it is posted", async () => {
    const { story, comment, id } = await paper();
    const member = await makeMember(app());
    const elsewhere = await signIn(app(), member.id);
    const save = (fields: Record<string, string>, cookie = member.cookie) =>
      post(`${story.path.replace(/\/stories.*/, "")}/drafts`, { story: String(story.id), ...fields }, cookie);
    expect((await save({ text: "Half a thou" })).statusCode).toBe(204);
    await save({ text: "Half a thought" });
    await save({ text: "Half an answer", parent: String(id) });
    const drafted = />Half a thought<\/textarea>/;
    expect(await read(story.path, elsewhere.cookie)).toMatch(drafted);
    expect(await read(`${comment}/reply`, elsewhere.cookie)).toContain(">Half an answer</textarea>");
    expect(await read(`${comment}/reply?quote=1`, elsewhere.cookie)).toContain(
      "> Worth recommending\n\nHalf an answer</textarea>",
    );
    const stranger = await makeMember(app(), { name: "Bo" });
    expect(await read(story.path, stranger.cookie)).not.toContain("Half a");
    expect(await read(story.path)).not.toContain("Half a");
    expect((await save({ text: "Whose?" }, "")).statusCode).toBe(401);

    await post(`${story.path}/comments`, { text: "A whole thought" }, elsewhere.cookie);
    expect(await read(story.path, member.cookie)).not.toMatch(drafted);
    expect(await read(`${comment}/reply`, member.cookie)).toContain("Half an answer");
    await save({ text: "", parent: String(id) });
    expect(await read(`${comment}/reply`, member.cookie)).not.toContain("Half an answer");
  });

  it("is given no draft from a page that somebody else left open in the same browser", async () => {
    const { story } = await paper();
    const [one, next] = [await makeMember(app(), { name: "Ona" }), await makeMember(app(), { name: "Nils" })];
    const { handle } = await app()
      .database.read.selectFrom("member")
      .select("handle")
      .where("id", "=", one.id)
      .executeTakeFirstOrThrow();
    const fields = { story: String(story.id), text: "A secret of Ona's", as: handle };
    const path = `${story.path.replace(/\/stories.*/, "")}/drafts`;
    expect((await post(path, fields, next.cookie)).statusCode).toBe(403);
    expect(await read(story.path, next.cookie)).not.toContain("A secret");
    expect((await post(path, fields, one.cookie)).statusCode).toBe(204);
  });

  it("has no more drafts than can be meant, none longer than could be posted twice, and none for ever", async () => {
    const site = await makeSite(app(), { settings: { maxLength: 100 } });
    const story = await makeStory(app(), site);
    const member = await makeMember(app());
    const path = `${site.prefix}/drafts`;
    const drafts = () =>
      app()
        .database.read.selectFrom("draft")
        .selectAll()
        .where("member_id", "=", member.id)
        .orderBy("at")
        .execute();
    for (let n = 1; n <= 55; n++) {
      app().clock.now += 1000;
      const text = "x\0".repeat(500);
      await post(path, { story: String(story.id), parent: String(n), text }, member.cookie);
    }
    const kept = await drafts();
    expect(kept.map(({ parent_id }) => parent_id)).toEqual(Array.from({ length: 50 }, (_, n) => n + 6));
    expect(kept.every(({ text }) => text.length === 100)).toBe(true);
    await post(path, { story: String(story.id), text: "At last" }, member.cookie);
    app().clock.now += 30 * aDay;
    const { cookie } = await signIn(app(), member.id);
    expect(await read(story.path, cookie)).not.toContain("At last");
    await forgetOld(app().ctx);
    expect(await drafts()).toEqual([]);
    const nowhere = await post(path, { story: "999999", text: "Lost" }, cookie);
    expect(nowhere.statusCode).toBe(404);
  });

  it("is shown the way out, and the staff their desk", async () => {
    const { site, story } = await paper();
    const member = await makeMember(app());
    const page = await read(story.path, member.cookie);
    expect(page).toContain(`<a class="mast__name" href="${site.prefix}/settings"><bdi>Alma Reed</bdi></a>`);
    expect(page).toContain(`action="${site.prefix}/sign-out"`);
    expect(page).not.toContain(`href="${site.prefix}/desk"`);
    const staff = await makeMember(app(), { role: "reporter", siteId: site.id });
    expect(await read(`${site.prefix}/`, staff.cookie)).toContain(`href="${site.prefix}/desk"`);
    const front = await read(`${site.prefix}/`);
    expect(front).toContain(`<a href="${site.prefix}/sign-in">Sign in</a>`);
    expect(await read(story.path)).toContain(`href="${site.prefix}/sign-in?to=%2Fstories%2F${story.slug}"`);
  });
});
