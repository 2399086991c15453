import { expect, it } from "vitest";
import { programOf } from "../../../../test/api-client.ts";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { formOf, setRules } from "../../../../test/rule-settings.ts";
import { visitor } from "../../../../test/visitor.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import type { CommentId, PersonId } from "../../../platform/lib/ids.ts";
import { forgetOld } from "../../people/privacy/forget.ts";
import { changePreset } from "./change-preset.ts";
import { changeTrust } from "./change-trust.ts";
import { ruleNumbers } from "./rule-numbers.ts";

const day = 24 * 3_600_000;

async function open(app: TestApp, rules: object = {}, language = "en") {
  app.clock.now += 2 * 3_600_000;
  const site = await makeSite(app, { language });
  const story = await makeStory(app, site);
  await setRules(app, site.id, rules);
  const post = async (who: ReturnType<typeof visitor>, text: string, more: Record<string, string> = {}) => {
    const answer = await who.post(`${story.path}/comments`, {
      name: "Nan",
      text,
      key: app.ctx.token(),
      ...more,
    });
    await app.relay.deliver();
    return answer;
  };
  const statuses = async () => {
    const rows = await app.database.read
      .selectFrom("comment")
      .select("status")
      .where("story_id", "=", story.id)
      .orderBy("id")
      .execute();
    return rows.map(({ status }) => status);
  };
  return { site, story, post, statuses };
}

const links = "One https://one.example/ two https://two.example/ three https://three.example/";

onBothEngines("a comment that would wait for its text", (app) => {
  it("is told of once, with the reason, the place and the words kept, and is sent the second time", async () => {
    const { story, post, statuses } = await open(app(), { nudge: true });
    const guest = visitor(app());
    const first = await post(guest, links);
    expect(first.statusCode).toBe(422);
    expect(first.body).toContain("this will wait for a moderator");
    expect(first.body).toContain("It has 3 links.");
    expect(first.body).toMatch(/<mark[^>]*>https:\/\/two\.example\/<\/mark>/);
    expect(await statuses()).toEqual([]);
    const form = formOf(first.body, `${story.path}/comments`);
    expect(form).toMatchObject({ text: links, name: "Nan", nudged: "1" });
    expect((await guest.post(`${story.path}/comments`, form)).statusCode).toBe(303);
    expect(await statuses()).toEqual(["pending"]);
  });

  it("isn't told of for ever: whoever tries out what the rules know has it wait", async () => {
    const { post, statuses } = await open(app(), { nudge: true });
    const guest = visitor(app());
    for (let n = 0; n < 10; n++)
      expect((await post(guest, `${links} and again, number ${n}`)).statusCode).toBe(422);
    expect((await post(guest, `${links} and once more`)).statusCode).toBe(303);
    expect(await statuses()).toEqual(["pending"]);
    const others = "https://four.example/ https://five.example/ https://six.example/";
    expect((await post(visitor(app()), others)).statusCode).toBe(422);
  });

  it("is told of in the piece that the page's script asks for", async () => {
    const { story } = await open(app(), { nudge: true });
    const guest = visitor(app());
    const { body, statusCode } = await guest.post(
      `${story.path}/comments`,
      { name: "Nan", text: links },
      { "sec-fetch-site": "same-origin", "x-fragment": "1", accept: "text/fragment+html" },
    );
    expect(statusCode).toBe(422);
    expect(body).toContain('name="nudged"');
  });

  it("is sent when it was changed, and no text makes it come back a second time", async () => {
    const { story, post, statuses } = await open(app(), { nudge: true });
    const guest = visitor(app());
    const form = formOf((await post(guest, links)).body, `${story.path}/comments`);
    await guest.post(`${story.path}/comments`, { ...form, text: "No links any more" });
    const again = { ...form, key: app().ctx.token(), text: `${links} again` };
    expect((await guest.post(`${story.path}/comments`, again)).statusCode).toBe(303);
    expect(await statuses()).toEqual(["published", "pending"]);
  });

  it("is told which rule it was, and not the words, where that would teach how to get past it", async () => {
    const { site, post } = await open(app(), { nudge: true });
    const wall =
      "Ask yourself who gains from the new lanterns and why the heron was never invited to the meeting";
    expect((await post(visitor(app()), wall)).statusCode).toBe(303);
    const again = await post(visitor(app()), `${wall} again`);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain("Nearly the same has been posted here before.");
    expect(again.body).not.toContain("% the same");
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const list = { act: "save", version: "0", name: "Rude", kind: "suspect", language: "", on: "on" };
    const fields = { ...list, entries: "numbskull" };
    await app().post(`${site.prefix}/desk/rules/words/new`, fields, as(editor));
    await app().relay.deliver();
    const rude = await post(visitor(app()), "What a numbskull you are");
    expect(rude.statusCode).toBe(422);
    expect(rude.body).toContain("There is wording in it that this newspaper’s lists stop.");
    expect(rude.body).not.toMatch(/<mark[^>]*>numbskull/);
  });

  it("isn't told of where another text would wait too, to staff, or where the desk doesn't want that", async () => {
    const silent = await open(app(), {});
    expect((await silent.post(visitor(app()), links)).statusCode).toBe(303);
    const { site, post, statuses, story } = await open(app(), {
      nudge: true,
      phases: { newcomers: { guests: 1 } },
    });
    expect((await post(visitor(app()), links)).statusCode).toBe(303);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    await app().post(`${story.path}/comments`, { text: links }, as(editor));
    expect(await statuses()).toEqual(["pending", "published"]);
  });

  it("is a problem to programs, with the reasons in codes, which they can pass over", async () => {
    const { site, story, statuses } = await open(app(), { nudge: true });
    const program = programOf(app(), site);
    const body = { name: "Nan", text: links };
    const answer = await program("POST", `/stories/${story.id}/comments`, { body });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({
      code: "wouldWait",
      errors: [{ field: "text", code: "links.many", message: "It has 3 links." }],
    });
    const sent = await program("POST", `/stories/${story.id}/comments`, {
      body: { ...body, sendAnyway: true },
    });
    expect(sent.json()).toMatchObject({ status: "pending" });
    expect(await statuses()).toEqual(["pending"]);
  });
});

onBothEngines("opening hours", (app) => {
  const shifts = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ day: weekday, from: "08:00", to: "18:00" }));
  const at = (hour: string) => {
    const date = new Date(app().clock.now + day).toISOString().slice(0, 10);
    app().clock.now = Date.parse(`${date}T${hour}Z`);
  };

  it("let comments wait while nobody is on duty, and the form says so, also on pages that were kept", async () => {
    const { story, post, statuses } = await open(app(), { phases: { openingHours: { on: true, shifts } } });
    at("17:30");
    const held = "An editor reads this before it appears.";
    expect((await app().get(story.path)).body).not.toContain(held);
    await post(visitor(app()), "By day");
    at("17:59:59");
    expect((await app().get(story.path)).body).not.toContain(held);
    app().clock.now += 1000;
    expect((await app().get(story.path)).body).toContain(held);
    await post(visitor(app()), "In the evening");
    expect(await statuses()).toEqual(["published", "pending"]);
    app().clock.now += 14 * 3_600_000;
    expect((await app().get(story.path)).body).not.toContain(held);
  });

  it("are told to programs: whether a discussion is open now, also in answers that were kept, and why it isn’t", async () => {
    const { site, story, statuses } = await open(app(), {
      phases: { openingHours: { on: true, outside: "close", shifts } },
    });
    const program = programOf(app(), site);
    const isOpen = async () => {
      const one = (await program("GET", `/stories/${story.id}`)).json() as {
        discussion: { isOpen: boolean };
      };
      const list = (await program("GET", "/stories")).json() as { items: (typeof one)[] };
      return [one.discussion.isOpen, list.items[0]?.discussion.isOpen];
    };
    at("17:59:59");
    expect(await isOpen()).toEqual([true, true]);
    app().clock.now += 1000;
    expect(await isOpen()).toEqual([false, false]);
    const answer = await program("POST", `/stories/${story.id}/comments`, {
      body: { name: "Nan", text: "In the evening" },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: "refused", errors: [{ field: "form", code: "hours.shut" }] });
    expect(await statuses()).toEqual([]);
    app().clock.now += 14 * 3_600_000;
    expect(await isOpen()).toEqual([true, true]);
  });

  it("close discussions where the desk wants that, with the hour at which they open again; staff still write", async () => {
    const { site, story, post, statuses } = await open(app(), {
      phases: { openingHours: { on: true, outside: "close", shifts } },
    });
    at("17:30");
    const guest = visitor(app());
    const { body } = await guest.get(story.path);
    expect(body).toContain("data-compose");
    at("20:00");
    const closed = (await guest.get(story.path)).body;
    expect(closed).not.toContain("data-compose");
    expect(closed).toMatch(/It opens again on \d+ June, 08:00\./);
    const late = await post(guest, "Written before it closed");
    expect(late.statusCode).toBe(422);
    expect(late.body).toMatch(/opens again on \d+ June, 08:00; your text is still here/);
    expect(late.body).toContain("Written before it closed");
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    await app().post(`${story.path}/comments`, { text: "Good night" }, as(editor));
    expect(await statuses()).toEqual(["published"]);
    app().clock.now += 12 * 3_600_000;
    expect((await app().get(story.path)).body).toContain("data-compose");
  });
});

onBothEngines("a slow discussion", (app) => {
  it("asks each writer to wait between two comments, and others not", async () => {
    const { story, post, statuses } = await open(app());
    await app().database.transact((tx) =>
      tx.updateTable("discussion").set({ slow_seconds: 120 }).where("story_id", "=", story.id).execute(),
    );
    const guest = visitor(app());
    await guest.get(story.path);
    await post(guest, "First");
    app().clock.now += 30_000;
    const soon = await post(guest, "Second");
    expect(soon.body).toContain("Please wait 90 seconds");
    expect(soon.body).toContain("Second");
    await post(visitor(app()), "Somebody else");
    app().clock.now += 90_000;
    await post(guest, "Second");
    expect(await statuses()).toHaveLength(3);
  });

  it("isn't hurried by whoever clears their cookies between two comments", async () => {
    const { post, statuses } = await open(app(), { phases: { limits: { seconds: 600 } } });
    const guest = visitor(app());
    for (let n = 0; n < 6; n++) {
      guest.cookies = "";
      await post(guest, `Number ${n} of many that I have to say`);
    }
    expect(await statuses()).toHaveLength(3);
    expect((await post(visitor(app()), "Somebody else, elsewhere")).statusCode).toBe(303);
    app().clock.now += 600_000;
    guest.cookies = "";
    expect((await post(guest, "Once more, ten minutes later")).statusCode).toBe(303);
  });

  it("is as slow as the rules of the site, and not at all where the rule is off", async () => {
    const slow = await open(app(), { phases: { limits: { seconds: 60 } } });
    const guest = visitor(app());
    await slow.post(guest, "First");
    expect((await slow.post(guest, "Second")).body).toContain("Please wait 60 seconds");
    const off = await open(app(), { phases: { limits: { on: false, seconds: 60 } } });
    const other = visitor(app());
    for (let n = 0; n < 10; n++) expect((await off.post(other, `Number ${n}`)).statusCode).toBe(303);
  });
});

onBothEngines("a story of a kind at which more is at stake", (app) => {
  it("has its comments read first, without links, tells readers in their language, and closes by itself", async () => {
    const { site, story, post, statuses } = await open(app(), {}, "ar");
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const set = (preset: "court" | "") =>
      changePreset(app().ctx, { siteId: site.id, storyId: story.id, preset, by: editor.id });
    expect((await app().get(story.path)).body).not.toContain("القضاء");
    expect(await set("court")).toBe(true);
    await app().relay.deliver();
    const { body } = await app().get(story.path);
    expect(body).toContain("هذه المادة عن قضية أمام القضاء");
    const guest = visitor(app());
    const linked = await post(guest, "انظروا https://one.example/");
    expect(linked.statusCode).toBe(422);
    expect(linked.body).toContain("لا روابط تحت هذه المادة");
    await post(guest, "بلا روابط");
    expect(await statuses()).toEqual(["pending"]);
    app().clock.now += 7 * day;
    expect((await app().get(story.path)).body).not.toContain("data-compose");
    expect(await set("")).toBe(true);
    await app().relay.deliver();
    const after = (await app().get(story.path)).body;
    expect(after).toContain("data-compose");
    expect(after).not.toContain("أمام القضاء");
    const decisions = await app()
      .database.read.selectFrom("decision")
      .select(["action", "before", "after", "about"])
      .where("site_id", "=", site.id)
      .where("action", "=", "preset")
      .execute();
    expect(decisions).toEqual([
      { action: "preset", before: "", after: "court", about: `story:${story.id}` },
      { action: "preset", before: "court", after: "", about: `story:${story.id}` },
    ]);
  });

  it("keeps where its comments came from for as long as that lasts, and forgets it then", async () => {
    const { site, story, post } = await open(app());
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const set = (preset: "court" | "") =>
      changePreset(app().ctx, { siteId: site.id, storyId: story.id, preset, by: editor.id });
    await set("court");
    await post(visitor(app()), "Evidence");
    const origins = () =>
      app()
        .database.read.selectFrom("comment_origin")
        .innerJoin("comment", "comment.id", "comment_origin.comment_id")
        .select("comment.id")
        .where("comment.story_id", "=", story.id)
        .execute();
    app().clock.now += 60 * day;
    await forgetOld(app().ctx);
    expect(await origins()).toHaveLength(1);
    await set("");
    await forgetOld(app().ctx);
    expect(await origins()).toHaveLength(0);
  });
});

onBothEngines("what rules did", (app) => {
  it("is counted by rule, with what the desk made of it", async () => {
    const { site, post } = await open(app());
    for (const text of ["LOUD ONE IS MUCH TOO LOUD FOR ME", "LOUD TWO IS MUCH TOO LOUD FOR ME", links])
      await post(visitor(app()), text);
    const rows = await app()
      .database.read.selectFrom("comment")
      .select("id")
      .where("site_id", "=", site.id)
      .orderBy("id")
      .execute();
    const [one, two] = rows.map(({ id }) => id);
    const decide = (id: CommentId | undefined, status: "published" | "rejected") =>
      decideOnComment(app().ctx, site.id, id as CommentId, {
        status,
        rule: null,
        actor: "staff:x",
        reason: "",
      });
    await decide(one, "rejected");
    await decide(two, "rejected");
    await decide(two, "published");
    const numbers = await ruleNumbers(app().ctx, site.id);
    expect(numbers.get("shape")).toEqual({ held: 2, refused: 0, decided: 2, confirmed: 1 });
    expect(numbers.get("links")).toEqual({ held: 1, refused: 0, decided: 0, confirmed: 0 });
  });

  it("follows the desk's word on somebody", async () => {
    const { site, post, statuses, story } = await open(app());
    const guest = visitor(app());
    await guest.get(story.path);
    await post(guest, "The first one");
    const { id } = await app()
      .database.read.selectFrom("person")
      .select("id")
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    const moderator = await makeMember(app(), { role: "moderator", siteId: site.id });
    const trust = (value: string) =>
      app().post(
        `${site.prefix}/desk/rules/trust`,
        { person: String(id), trust: value, to: "/desk/comments" },
        as(moderator),
      );
    expect((await trust("distrusted")).statusCode).toBe(303);
    await post(guest, "The second one");
    expect((await trust("trusted")).statusCode).toBe(303);
    await post(guest, links);
    expect(await statuses()).toEqual(["published", "pending", "published"]);
    const other = await makeSite(app());
    const change = { siteId: other.id, personId: id as PersonId, trust: "auto", by: moderator.id } as const;
    expect(await changeTrust(app().ctx, change)).toBe(false);
    await makeComments(app(), site, story, []);
  });
});

onBothEngines("a comment that the desk let through", (app) => {
  it("doesn't speak for its writer when they make something else of it", async () => {
    const { site, story, post, statuses } = await open(app(), { phases: { newcomers: { guests: 1 } } });
    const guest = visitor(app());
    await post(guest, "What a lovely evening at the weir");
    const { id } = await app()
      .database.read.selectFrom("comment")
      .select("id")
      .where("story_id", "=", story.id)
      .executeTakeFirstOrThrow();
    const decision = { status: "published", rule: null, actor: "staff:one", reason: "" } as const;
    await decideOnComment(app().ctx, site.id, id, decision);
    await guest.post(`${site.prefix}/comments/${id}/edit`, { text: "Buy my pills at the weir" });
    expect(await statuses()).toEqual(["pending"]);
  });
});
