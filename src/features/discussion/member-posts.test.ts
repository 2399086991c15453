import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines } from "../../../test/harness.ts";
import { makeMember, signIn } from "../../../test/members.ts";

onBothEngines("a member who posts", (app) => {
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    app().post(`${path}/comments`, fields, { cookie });
  const read = async (path: string, cookie = "") => (await app().get(path, { cookie })).body;
  const rows = (storyId: number) =>
    app()
      .database.read.selectFrom("comment")
      .innerJoin("person", "person.id", "comment.author_id")
      .select(["comment.id", "comment.author_name", "comment.status", "person.kind", "person.member_id"])
      .where("story_id", "=", storyId as never)
      .orderBy("comment.id")
      .execute();

  async function paper(settings: object = {}, draft = {}) {
    const site = await makeSite(app(), { settings });
    return { site, story: await makeStory(app(), site, draft) };
  }

  it("writes under the account's name, as one person on the site, wherever it is from", async () => {
    const { site, story } = await paper();
    const member = await makeMember(app(), { name: "Alma Reed" });
    const form = await read(story.path, member.cookie);
    expect(form).toContain("Posting as \u2068Alma Reed\u2069");
    expect(form).not.toContain('name="email"');
    expect(form).not.toContain('autocomplete="nickname"');
    const answer = await post(
      story.path,
      { text: "One", name: "Somebody else", as: "alma-reed" },
      member.cookie,
    );
    expect(answer.statusCode).toBe(303);
    const elsewhere = await signIn(app(), member.id);
    await post(story.path, { text: "Two" }, elsewhere.cookie);
    const written = await rows(story.id);
    expect(written).toEqual([
      expect.objectContaining({ author_name: "Alma Reed", kind: "member", member_id: member.id }),
      expect.objectContaining({ author_name: "Alma Reed", kind: "member", status: "published" }),
    ]);
    const people = await app()
      .database.read.selectFrom("person")
      .select("id")
      .where("site_id", "=", site.id)
      .where("member_id", "=", member.id)
      .execute();
    expect(people).toHaveLength(1);
  });

  it("is one person however many posts arrive at once", async () => {
    const { site } = await paper();
    const member = await makeMember(app());
    const stories = await Promise.all([1, 2, 3, 4].map(() => makeStory(app(), site)));
    const answers = await Promise.all(
      stories.map(({ path }) => post(path, { text: "At once" }, member.cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303]);
    const people = await app()
      .database.read.selectFrom("person")
      .select("id")
      .where("member_id", "=", member.id)
      .execute();
    expect(people).toHaveLength(1);
  });

  it("waits for nobody where guests do, nor proves any work; a discussion's own mode holds for them", async () => {
    const { story } = await paper({ guestsArePremoderated: true, challenge: true });
    const member = await makeMember(app());
    expect(await read(story.path, member.cookie)).not.toContain("data-challenge");
    await post(story.path, { text: "Mine" }, member.cookie);
    await post(story.path, { name: "Nan", text: "A guest's" });
    expect((await rows(story.id)).map(({ status }) => status)).toEqual(["published", "pending"]);
    const read2 = await paper({}, { discussion: { mode: "premoderated", notice: "", closesAt: null } });
    await post(read2.story.path, { text: "Held" }, member.cookie);
    expect((await rows(read2.story.id)).map(({ status }) => status)).toEqual(["pending"]);
  });

  it("is of the staff where a role says so: with the title, and at once", async () => {
    const { site, story } = await paper(
      {},
      { discussion: { mode: "premoderated", notice: "", closesAt: null } },
    );
    const staff = await makeMember(app(), {
      name: "Nora Quill",
      role: "reporter",
      siteId: site.id,
      title: "Reporter",
    });
    await post(story.path, { text: "We asked them." }, staff.cookie);
    expect(await rows(story.id)).toEqual([expect.objectContaining({ status: "published", kind: "staff" })]);
    const page = await read(story.path);
    expect(page).toContain(`Reporter, The ${site.key} Gazette · Author of this story`);
  });

  it("is no author of a story for having the name of one", async () => {
    const { story } = await paper();
    const namesake = await makeMember(app(), { name: "Nora Quill" });
    await post(story.path, { text: "I am not she." }, namesake.cookie);
    await post(story.path, { name: "Nora Quill", text: "Nor am I." });
    const page = await read(story.path);
    expect(page).toContain("I am not she.");
    expect(page).not.toContain("Author of this story");
    expect(page).not.toContain("staffmark");
  });

  it("is slowed down by what they wrote from everywhere", async () => {
    const { story } = await paper({ postsPerDevice: 2 });
    const member = await makeMember(app());
    const from = async (text: string, remoteAddress: string) => {
      const { cookie } = await signIn(app(), member.id);
      return app().fastify.inject({
        method: "POST",
        url: `${story.path}/comments`,
        headers: { "content-type": "application/x-www-form-urlencoded", cookie },
        remoteAddress,
        payload: new URLSearchParams({ text }).toString(),
      });
    };
    expect((await from("One", "10.1.0.1")).statusCode).toBe(303);
    expect((await from("Two", "10.2.0.1")).statusCode).toBe(303);
    const third = await from("Three", "10.3.0.1");
    expect(third.statusCode).toBe(422);
    expect(third.body).toContain("Please wait 600 seconds");
    expect(third.body).toContain("Three");
  });

  it("posts once with one key, and nobody else gets the comment by it", async () => {
    const { story } = await paper();
    const [one, other] = [await makeMember(app()), await makeMember(app(), { name: "Bo" })];
    const fields = { text: "Once", key: "0123456789-0123456789-key" };
    const first = await post(story.path, fields, one.cookie);
    const again = await post(story.path, fields, one.cookie);
    expect(again.headers.location).toBe(first.headers.location);
    expect((await post(story.path, fields, other.cookie)).statusCode).toBe(422);
    expect((await post(story.path, { ...fields, name: "Nan" })).statusCode).toBe(422);
    expect(await rows(story.id)).toHaveLength(1);
  });

  it("finds their own comments on every device where they are signed in, and leaves none when they sign out", async () => {
    const { story } = await paper({}, { discussion: { mode: "premoderated", notice: "", closesAt: null } });
    const member = await makeMember(app());
    const posted = await post(story.path, { text: "Only I can see this" }, member.cookie);
    const elsewhere = await signIn(app(), member.id);
    const own = await read(story.path, elsewhere.cookie);
    expect(own).toContain("Only I can see this");
    expect(own).toContain("(you)");
    const device = cookiesOf(posted);
    expect(device).toContain("bl_device");
    expect(await read(story.path, device)).not.toContain("Only I can see this");
    const [row] = await rows(story.id);
    const path = story.path.replace(/\/stories.*/, `/comments/${row?.id}`);
    expect((await app().get(`${path}/edit`, { cookie: device })).statusCode).toBe(403);
    const withdrawn = await app().post(`${path}/withdraw`, {}, { cookie: elsewhere.cookie });
    expect(withdrawn.statusCode).toBe(303);
    expect((await rows(story.id))[0]?.status).toBe("withdrawn");
  });

  it("keeps what was written as a guest on the same device", async () => {
    const { story } = await paper();
    const guest = await post(story.path, { name: "Nan", text: "As a guest" });
    const member = await makeMember(app());
    const page = await read(story.path, `${cookiesOf(guest)}; ${member.cookie}`);
    expect(page).toContain("(you)");
    expect(page).toContain("/withdraw");
  });

  it("is asked again when the form was another's", async () => {
    const { story } = await paper({ nameRequired: false });
    const member = await makeMember(app());
    const late = await post(story.path, { text: "Signed in since", name: "Nan", as: "" }, member.cookie);
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain("this will be posted as \u2068Alma Reed\u2069");
    expect(late.body).toContain("Signed in since");
    const out = await post(story.path, { text: "Signed out since", as: "alma-reed" });
    expect(out.statusCode).toBe(422);
    expect(out.body).toContain("You aren’t signed in any more");
    expect(out.body).toContain("Signed out since");
    expect(await rows(story.id)).toEqual([]);
  });

  it("has badges that tell of the account, and a page", async () => {
    const { story, site: here } = await paper();
    const member = await makeMember(app(), { name: "Bexley" });
    await app().database.transact((tx) =>
      tx
        .insertInto("publisher_reader")
        .values({ site_id: here.id, member_id: member.id, is_subscriber: 1 })
        .execute(),
    );
    await post(story.path, { text: "In the first month" }, member.cookie);
    const badges = /<span class="comment__badges">.*?<\/span><\/span>/;
    expect(badges.exec(await read(story.path))?.[0].replace(/<[^>]*>/g, " ")).toMatch(
      /Verified\s+Subscriber\s+New here/,
    );
    expect(await read(story.path)).toMatch(/<a href="[^"]*\/people\/bexley"><bdi>Bexley<\/bdi><\/a>/);
    app().clock.now += 31 * 24 * 3_600_000;
    // It was written by somebody new; what is written now isn't.
    expect(await read(story.path)).toContain("New here");
    const { cookie } = await signIn(app(), member.id);
    const site = await makeSite(app());
    const later = await makeStory(app(), site);
    await post(later.path, { text: "A month later" }, cookie);
    // A subscriber there is none here.
    expect(await read(later.path)).not.toMatch(/New here|Subscriber/);
    expect(await read(later.path)).toContain("Verified");
  });

  it("posts by a script of our own pages, and never by one of others", async () => {
    const { site, story } = await paper({ allowedOrigins: ["https://friend.example"] });
    const member = await makeMember(app());
    const send = (text: string, headers: Record<string, string>) =>
      app().fastify.inject({
        method: "POST",
        url: `${site.prefix}/api/v1/stories/${story.slug}/comments`,
        headers: { "content-type": "application/json", cookie: member.cookie, ...headers },
        payload: { text, name: "Nan" },
      });
    const own = await send("From our page", { "sec-fetch-site": "same-origin" });
    expect([own.statusCode, own.json().author]).toEqual([201, { name: "Alma Reed", kind: "member" }]);
    const friend = await send("From a friend's", {
      "sec-fetch-site": "cross-site",
      origin: "https://friend.example",
    });
    expect([friend.statusCode, friend.json().author]).toEqual([201, { name: "Nan", kind: "guest" }]);
    const id = own.json().id;
    const change = (headers: Record<string, string>) =>
      app().fastify.inject({
        method: "PATCH",
        url: `${site.prefix}/api/v1/comments/${id}`,
        headers: { "content-type": "application/json", cookie: member.cookie, ...headers },
        payload: { text: "Changed" },
      });
    const foreign = await change({ "sec-fetch-site": "cross-site", origin: "https://friend.example" });
    expect(foreign.statusCode).toBe(403);
    expect((await change({ "sec-fetch-site": "same-origin" })).json().text).toBe("Changed");
  });

  it("leaves kept pages as they are for everybody else", async () => {
    const { site, story } = await paper();
    await makeComments(app(), site, story, [{ text: "There before" }]);
    const bare = (html: string) => html.replaceAll(/\d+ ms\b/g, "");
    const before = bare(await read(story.path));
    const member = await makeMember(app());
    const own = await read(story.path, member.cookie);
    expect(own).toContain("Sign out");
    expect(own).not.toContain("Sign up");
    expect(bare(await read(story.path))).toBe(before);
    expect(before).toContain("/sign-in?to=");
    expect(before).not.toContain("Sign out");
  });
});
