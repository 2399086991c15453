import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { visitor } from "../../../../test/visitor.ts";

const whole = {
  category: "privacy",
  explanation: "It gives away where I live; article 82 of the GDPR.",
  name: "Nina Told",
  goodFaith: "1",
};

onBothEngines("a notice of illegal content", (app) => {
  async function aPlace() {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, story, [{ text: "She lives at 4 Quay Road." }]);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    return { site, story, id, editor, place: `http://localhost:4400${site.prefix}/comments/${id}` };
  }

  it("is asked for with all that the law asks, and comes back whole when something is missing", async () => {
    const { site, id, place } = await aPlace();
    const reader = visitor(app());
    const form = await reader.get(`${site.prefix}/notices/new?comment=${id}`);
    expect(form.body).toContain(`value="${place}"`);
    const sent = await reader.post(`${site.prefix}/notices`, {
      place: "",
      explanation: "Because",
      email: "none",
    });
    expect(sent.statusCode).toBe(422);
    for (const words of [
      "Say where it stands",
      "Choose what it is about.",
      "Give your name",
      "does not look like an email address",
      "Confirm that you say this in good faith.",
      "Because",
      'value="none"',
    ])
      expect(sent.body).toContain(words);
    const rows = await app()
      .database.read.selectFrom("legal_notice")
      .select("id")
      .where("site_id", "=", site.id)
      .execute();
    expect(rows).toEqual([]);
  });

  it("of sexual abuse of children needs no name and no address", async () => {
    const { site, place } = await aPlace();
    const fields = { ...whole, place, category: "minors", name: "", email: "" };
    expect((await visitor(app()).post(`${site.prefix}/notices`, fields)).statusCode).toBe(303);
  });

  it("is confirmed, waits at the desk, is decided by somebody, and its sender is told with what they can do", async () => {
    const { site, story, id, place, editor } = await aPlace();
    const email = "nina@notices.example";
    const reader = visitor(app());
    const sent = await reader.post(`${site.prefix}/notices`, { ...whole, place, email });
    expect(sent.statusCode).toBe(303);
    const page = String(sent.headers.location);
    const { pathname } = new URL(page, "http://localhost");
    expect((await reader.get(page)).body).toContain("Waiting for an editor.");
    expect((await visitor(app()).get(pathname)).statusCode).toBe(404);
    expect(await mailsTo(app(), email)).toMatchObject([{ kind: "noticeReceived", place }]);
    const waiting = await app()
      .database.read.selectFrom("queue_item")
      .select(["queue", "reference", "weight"])
      .where("comment_id", "=", id as never)
      .execute();
    expect(waiting).toMatchObject([{ queue: "notice", weight: 100 }]);
    const number = waiting[0]?.reference ?? 0;
    const desk = `${site.prefix}/desk/notices/${number}`;
    expect((await app().get(desk, as(editor))).body).toContain("Nina Told");
    expect((await app().get(desk, as(editor))).body).not.toContain(email);
    const law = "Section 201a of the Criminal Code";
    const words = "You are right.";
    const answered = await app().post(desk, { outcome: "removed", law, words }, as(editor));
    expect(answered.statusCode).toBe(303);
    expect((await app().post(desk, { outcome: "kept" }, as(editor))).statusCode).toBe(422);
    await app().relay.deliver();
    expect((await reader.get(story.path)).body).not.toContain("4 Quay Road");
    expect((await reader.get(page)).body).toContain("We agree: it was removed.");
    expect((await mailsTo(app(), email)).at(-1)).toMatchObject({
      kind: "noticeAnswered",
      outcome: "removed",
      words,
    });
    const statement = await app()
      .database.read.selectFrom("statement")
      .selectAll()
      .where("comment_id", "=", id as never)
      .executeTakeFirstOrThrow();
    expect(statement).toMatchObject({
      ground: "illegal",
      clause: law,
      source: "notice",
      category: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    });
  });

  it("whose answer its sender thinks wrong is looked at once more, by somebody else", async () => {
    const { site, story, place, editor } = await aPlace();
    const reader = visitor(app());
    const sent = await reader.post(`${site.prefix}/notices`, {
      ...whole,
      place,
      email: "again@notices.example",
    });
    const page = new URL(String(sent.headers.location), "http://localhost");
    const number = /\d+$/.exec(page.pathname)?.[0] ?? "";
    await app().post(`${site.prefix}/desk/notices/${number}`, { outcome: "kept" }, as(editor));
    const told = page.searchParams.get("for") ?? "";
    const again = { for: told, text: "My children live there." };
    expect((await reader.post(`${page.pathname}/appeal`, again)).statusCode).toBe(303);
    const other = await makeMember(app(), { role: "admin", siteId: site.id });
    const { id } = await app()
      .database.read.selectFrom("appeal")
      .select("id")
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    const desk = `${site.prefix}/desk/appeals/${id}`;
    expect((await app().post(desk, { outcome: "grant" }, as(editor))).statusCode).toBe(422);
    expect((await app().post(desk, { outcome: "grant" }, as(other))).statusCode).toBe(303);
    await app().relay.deliver();
    expect((await reader.get(story.path)).body).not.toContain("4 Quay Road");
    expect((await reader.get(page.pathname + page.search)).body).toContain(
      "We looked again and agree with you.",
    );
    expect((await mailsTo(app(), "again@notices.example")).at(-1)).toMatchObject({ kind: "appealAnswered" });
    const held = await app()
      .database.read.selectFrom("statement")
      .select("ended_at")
      .where("site_id", "=", site.id)
      .execute();
    expect(held).toEqual([{ ended_at: null }]);
  });

  it("without any ground weighs against its sender: first a warning, then they are put off for a while", async () => {
    const { site, place, editor } = await aPlace();
    const email = "often@notices.example";
    const give = async () => {
      const sent = await visitor(app()).post(`${site.prefix}/notices`, { ...whole, place, email });
      return /\d+(?=\?)/.exec(String(sent.headers.location))?.[0] ?? "";
    };
    const outcomes: string[] = [];
    for (let time = 0; time < 3; time++) {
      const number = await give();
      await app().post(`${site.prefix}/desk/notices/${number}`, { outcome: "unfounded" }, as(editor));
      const last = (await mailsTo(app(), email)).at(-1);
      if (last?.kind === "noticeAnswered") outcomes.push(last.outcome);
    }
    expect(outcomes).toEqual(["unfounded", "warned", "warned"]);
    const stateOf = async (number: string) =>
      app()
        .database.read.selectFrom("legal_notice")
        .select(["outcome", "weight"])
        .where("id", "=", Number(number))
        .executeTakeFirstOrThrow();
    expect(await stateOf(await give())).toEqual({ outcome: "putOff", weight: 0 });
    app().clock.now += 31 * 24 * 3_600_000;
    expect(await stateOf(await give())).toMatchObject({ outcome: "" });
  });
});
