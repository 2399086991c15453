import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { visitor } from "../../../../test/visitor.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { tellOfStatement } from "../law/tell-of-statement.ts";

const idIn = (location: unknown) => Number(/(\d+)$/.exec(String(location))?.[1]) as CommentId;
const statementIn = (body: string) => /\/statements\/(\d+)/.exec(body)?.[0] ?? "";

onBothEngines("the author of a comment", (app) => {
  async function aRefused({ email = "", rule = 1 as number | null } = {}) {
    const site = await makeSite(app(), {
      settings: { rules: ["Speak of the matter."], contactEmail: "desk@x.example" },
    });
    const story = await makeStory(app(), site);
    const first = await makeMember(app(), { name: "First Editor", role: "editor", siteId: site.id });
    const guest = visitor(app());
    const posted = await guest.post(`${story.path}/comments`, {
      name: "Gus",
      email,
      text: "You all know nothing.",
    });
    const id = idIn(posted.headers.location);
    const decision = {
      status: "rejected",
      rule,
      actor: `staff:${first.id}`,
      reason: "For the desk alone",
      code: "insult",
    } as const;
    await decideOnComment(app().ctx, site.id, id, decision);
    return { site, story, first, guest, id };
  }

  it("is told why it isn't published, by whom, and where to appeal: below the story and among their own", async () => {
    const { site, story, guest } = await aRefused();
    for (const path of [story.path, `${site.prefix}/comments/mine`]) {
      const { body } = await guest.get(path);
      expect(body).toContain("Speak of the matter.");
      expect(body).toContain("It insults somebody");
      expect(body).not.toContain("For the desk alone");
      expect(body).toContain("A person decided; no program took part.");
      expect(statementIn(body)).not.toBe("");
      expect(body).not.toContain("First Editor");
    }
    const stranger = visitor(app());
    for (const path of [story.path, `${site.prefix}/comments/mine`])
      expect((await stranger.get(path)).body).not.toContain("You all know nothing.");
  });

  it("who has written nothing is told so, signed in or not", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app());
    for (const headers of [{}, as(member)]) {
      const { statusCode, body } = await app().get(`${site.prefix}/comments/mine`, headers);
      expect(statusCode).toBe(200);
      expect(body).toContain("Nothing has been written from here yet.");
    }
  });

  it("is told by which rule a comment waits, and that a program holds it", async () => {
    const site = await makeSite(app(), { settings: { guestsArePremoderated: true } });
    const story = await makeStory(app(), site);
    const guest = visitor(app());
    await guest.post(`${story.path}/comments`, { name: "Gus", text: "It waits." });
    for (const path of [story.path, `${site.prefix}/comments/mine`]) {
      const { body } = await guest.get(path);
      expect(body).toContain("Guests’ comments wait on this site.");
      expect(body).toContain("A rule of this site holds it.");
    }
  });

  it("sees it in every state that it can have, also where the discussion is hidden or answers stand below it", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const guest = visitor(app());
    const posted = await guest.post(`${story.path}/comments`, {
      name: "Gus",
      text: "Mine, whatever happens.",
    });
    const id = idIn(posted.headers.location);
    const answer = { name: "Ann", text: "An answer", parent: String(id) };
    await visitor(app()).post(`${story.path}/comments`, answer);
    const states = {
      pending: "Waiting for an editor",
      rejected: "Not published",
      spam: "Taken for spam",
      published: "Published",
    } as const;
    for (const status of ["pending", "rejected", "spam", "published"] as const) {
      await decideOnComment(app().ctx, site.id, id, { status, rule: null, actor: "staff:Desk", reason: "" });
      await app().relay.deliver();
      const { body } = await guest.get(`${site.prefix}/comments/mine`);
      expect(body).toContain("Mine, whatever happens.");
      expect(body).toContain(`<b>${states[status]}</b>`);
      const below = (await guest.get(story.path)).body;
      // A tombstone above its answers leads its author to the reasons.
      expect(statementIn(below) !== "", status).toBe(status === "rejected" || status === "spam");
      expect(statementIn((await visitor(app()).get(story.path)).body)).toBe("");
    }
    await app().database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "hidden" }).where("story_id", "=", story.id).execute(),
    );
    expect((await guest.get(`${site.prefix}/comments/mine`)).body).toContain("Mine, whatever happens.");
  });

  it("sees below the story that it was folded away or covered in part, why, and where to appeal; others don’t", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const { act } = actsOn(() => ({ app: app(), site }));
    const states = {
      fold: [{ act: "fold", code: "offTopic" }, "It was folded away"],
      redact: [{ act: "redact", hidden: "damned", code: "insult" }, "Some words were covered."],
    } as const;
    for (const [fields, words] of Object.values(states)) {
      const guest = visitor(app());
      const text = `A ${words.length} damned thing`;
      const posted = await guest.post(`${story.path}/comments`, { name: "Gus", text });
      const id = idIn(posted.headers.location);
      expect((await guest.get(story.path)).body).not.toContain(words);
      expect((await act(editor, { ...fields, id: `${id}` })).statusCode).toBe(303);
      for (const path of [story.path, `${site.prefix}/comments/mine`]) {
        const { body } = await guest.get(path);
        expect(body).toContain(words);
        expect(body).toContain(
          fields.code === "insult" ? "It insults somebody" : "It isn’t about this story",
        );
        expect(statementIn(body)).not.toBe("");
        const others = (await visitor(app()).get(path)).body;
        expect(others).not.toContain(words);
        expect(statementIn(others)).toBe("");
      }
    }
  });

  it("reads the statement of reasons, with all that it has to say; nobody else does", async () => {
    const { site, guest, id } = await aRefused();
    const led = await guest.get(`${site.prefix}/comments/${id}/statement`);
    expect(led.statusCode).toBe(303);
    const { body } = await guest.get(String(led.headers.location));
    for (const words of [
      "It broke this house rule: \u2068Speak of the matter.\u2069",
      "The rules of this newspaper’s discussions.",
      "Of the newspaper’s own accord.",
      "No program took part; a person decided.",
      "for readers everywhere",
      "For good, unless it is decided otherwise.",
      "out-of-court dispute settlement",
      "desk@x.example",
    ])
      expect(body).toContain(words);
    const stranger = visitor(app());
    expect((await stranger.get(String(led.headers.location))).statusCode).toBe(404);
    expect((await stranger.get(`${site.prefix}/comments/${id}/statement`)).statusCode).toBe(404);
    const row = await app()
      .database.read.selectFrom("statement")
      .selectAll()
      .where("comment_id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      measure: "remove",
      ground: "terms",
      clause: "Speak of the matter.",
      category: "STATEMENT_CATEGORY_CYBER_VIOLENCE",
      source: "own",
      detected: 0,
      automated: "not",
    });
  });

  it("appeals once; another editor than the first answers, and the comment is published", async () => {
    const { site, story, first, guest, id } = await aRefused();
    const path = site.prefix + statementIn((await guest.get(`${site.prefix}/comments/mine`)).body);
    const empty = await guest.post(`${path}/appeal`, { text: "  ", email: "no address" });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain("Write a few words");
    expect(empty.body).toContain('value="no address"');
    const sent = await guest.post(`${path}/appeal`, {
      text: "I spoke of all of us.",
      email: "gus@appeals.example",
    });
    expect(sent.statusCode).toBe(303);
    expect((await guest.get(story.path)).body).toContain("You appealed; nobody has answered yet.");
    expect(await mailsTo(app(), "gus@appeals.example")).toMatchObject([{ kind: "appealReceived" }]);
    await guest.post(`${path}/appeal`, { text: "Once more." });
    const appeals = await app()
      .database.read.selectFrom("appeal")
      .selectAll()
      .where("comment_id", "=", id)
      .execute();
    expect(appeals).toHaveLength(1);
    const appeal = appeals[0];
    if (!appeal) throw new Error("no appeal");
    const waiting = await app()
      .database.read.selectFrom("queue_item")
      .select(["queue", "reference"])
      .where("comment_id", "=", id)
      .execute();
    expect(waiting).toEqual([{ queue: "appeal", reference: appeal.id }]);

    const second = await makeMember(app(), { name: "Second Editor", role: "editor", siteId: site.id });
    const desk = `${site.prefix}/desk/appeals/${appeal.id}`;
    const own = await app().get(desk, as(first));
    expect(own.body).toContain(
      "You took the first decision, or it is about your own comment, so somebody else answers this.",
    );
    expect((await app().post(desk, { outcome: "grant" }, as(first))).statusCode).toBe(422);
    for (const page of [desk, `${site.prefix}/desk/comments/${id}`])
      expect((await app().get(page, as(second))).body).toContain("I spoke of all of us.");
    expect((await app().post(desk, { outcome: "grant", words: "Fair." }, as(second))).statusCode).toBe(303);
    expect((await app().post(desk, { outcome: "uphold", words: "No." }, as(second))).statusCode).toBe(422);
    await app().relay.deliver();
    expect((await visitor(app()).get(story.path)).body).toContain("You all know nothing.");
    expect((await mailsTo(app(), "gus@appeals.example")).at(-1)).toMatchObject({
      kind: "appealAnswered",
      isGranted: true,
      words: "Fair.",
    });
    const { body } = await guest.get(path);
    expect(body).toContain("Your appeal was granted.");
    expect(body).toContain("It ended on");
    const decisions = await app()
      .database.read.selectFrom("decision")
      .select(["actor", "action"])
      .where("comment_id", "=", id)
      .orderBy("id")
      .execute();
    expect(decisions).toEqual([
      { actor: `staff:${first.id}`, action: "refuse" },
      { actor: "author", action: "appeal" },
      { actor: `staff:${second.id}`, action: "grantAppeal" },
    ]);
  });

  it("is told why the decision stays; an only editor answers the own decision's appeal, and is told so", async () => {
    const { site, story, first, guest } = await aRefused();
    const path = site.prefix + statementIn((await guest.get(`${site.prefix}/comments/mine`)).body);
    await guest.post(`${path}/appeal`, { text: "No, really." });
    const { id } = await app()
      .database.read.selectFrom("appeal")
      .select("id")
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    const desk = `${site.prefix}/desk/appeals/${id}`;
    expect((await app().get(desk, as(first))).body).toContain("there is nobody else here who may answer");
    expect((await app().post(desk, { outcome: "uphold" }, as(first))).body).toContain(
      "Say why the decision stays.",
    );
    await app().post(desk, { outcome: "uphold", words: "It names <b>nobody</b> else." }, as(first));
    await app().relay.deliver();
    const { body } = await guest.get(path);
    expect(body).toContain("the decision stays.");
    expect(body).toContain("It names &lt;b>nobody&lt;/b> else.");
    expect((await guest.get(story.path)).body).toContain("Your appeal was looked at; the decision stays.");
  });

  it("has the appeal granted by whoever publishes the comment otherwise", async () => {
    const { site, guest, id } = await aRefused();
    const path = site.prefix + statementIn((await guest.get(`${site.prefix}/comments/mine`)).body);
    await guest.post(`${path}/appeal`, { text: "Please look again." });
    const decision = { status: "published", rule: null, actor: "staff:Desk", reason: "" } as const;
    await decideOnComment(app().ctx, site.id, id, decision);
    expect((await guest.get(path)).body).toContain("Your appeal was granted.");
    const left = await app()
      .database.read.selectFrom("queue_item")
      .select("id")
      .where("comment_id", "=", id)
      .execute();
    expect(left).toEqual([]);
  });

  it("who left an address is mailed the reasons once a day, with a link that opens them and no words of the comment", async () => {
    const address = "gus@statements.example";
    const { site, story, guest, id } = await aRefused({ email: address });
    const decided = (comment: CommentId) =>
      app()
        .database.read.selectFrom("decision")
        .select("id")
        .where("comment_id", "=", comment)
        .orderBy("id", "desc")
        .executeTakeFirstOrThrow();
    await tellOfStatement(app().ctx, (await decided(id)).id);
    await tellOfStatement(app().ctx, (await decided(id)).id);
    const posted = await guest.post(`${story.path}/comments`, {
      name: "Gus",
      email: address,
      text: "Another one.",
    });
    const other = idIn(posted.headers.location);
    await decideOnComment(app().ctx, site.id, other, {
      status: "rejected",
      rule: null,
      actor: "staff:Desk",
      reason: "",
    });
    await tellOfStatement(app().ctx, (await decided(other)).id);
    const mails = await mailsTo(app(), address);
    expect(mails).toMatchObject([{ kind: "statement", what: "remove" }]);
    expect(JSON.stringify(mails)).not.toContain("know nothing");
    const [mail] = mails;
    if (mail?.kind !== "statement") throw new Error("no statement");
    const { pathname, search } = new URL(mail.link);
    const elsewhere = visitor(app());
    expect((await elsewhere.get(pathname + search)).body).toContain("It insults somebody");
    const appealed = await elsewhere.post(`${pathname}/appeal`, {
      for: new URLSearchParams(search).get("for") ?? "",
      text: "From my other computer.",
    });
    expect(appealed.statusCode).toBe(303);
    expect(String(appealed.headers.location)).toContain("sent=1");
  });
});
