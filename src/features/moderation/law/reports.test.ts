import { describe, expect, it } from "vitest";
import { type MadeStory, makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import { type Visitor, visitor } from "../../../../test/visitor.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { recordsOf } from "./report.store.ts";
import { ordinary, weightOf, weighReports } from "./weigh-reports.ts";

describe("the weight of a report", () => {
  it("grows with those of its sender that were right, falls with those that were wrong, and never leaves its bounds", () => {
    expect(weightOf({ upheld: 0, dismissed: 0 })).toBe(ordinary);
    expect(weightOf({ upheld: 1, dismissed: 0 })).toBeGreaterThan(ordinary);
    expect(weightOf({ upheld: 0, dismissed: 1 })).toBeLessThan(ordinary);
    expect(weightOf({ upheld: 500, dismissed: 0 })).toBeLessThanOrEqual(2 * ordinary);
    expect(weightOf({ upheld: 0, dismissed: 500 })).toBeLessThan(5);
    expect(weightOf({ upheld: 7, dismissed: 7 })).toBe(ordinary);
  });
});

onBothEngines("reports", (app) => {
  async function say(story: MadeStory, text: string, writer = visitor(app())) {
    const posted = await writer.post(`${story.path}/comments`, { name: "Gus", text });
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
    return { id, writer };
  }
  const report = (prefix: string, id: number, reader: Visitor) =>
    reader.post(`${prefix}/comments/${id}/report`, { reason: "abuse" });
  const weightAt = async (id: CommentId) =>
    (
      await app()
        .database.read.selectFrom("queue_item")
        .select("weight")
        .where("comment_id", "=", id)
        .where("queue", "=", "reported")
        .executeTakeFirst()
    )?.weight ?? null;

  it("of who is mostly right weigh more, of who is mostly wrong less; each sender sees what became of theirs", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [right, wrong] = [visitor(app()), visitor(app())];
    const bad = await say(story, "Something bad");
    const good = await say(story, "Something good");
    await report(site.prefix, bad.id, right);
    await report(site.prefix, good.id, wrong);
    expect(await weightAt(bad.id)).toBe(ordinary);
    expect((await right.get(`${site.prefix}/comments/mine`)).body).toContain("No one has answered it yet.");
    const actor = "staff:Desk";
    await decideOnComment(app().ctx, site.id, bad.id, { status: "rejected", rule: null, actor, reason: "" });
    const editor = await makeMember(app(), { role: "moderator", siteId: site.id });
    const { act } = actsOn(() => ({ app: app(), site }));
    expect((await act(editor, { id: `${good.id}`, act: "publish" })).statusCode).toBe(303);
    expect([await weightAt(bad.id), await weightAt(good.id)]).toEqual([null, null]);
    expect((await right.get(`${site.prefix}/comments/mine`)).body).toContain("An editor agreed with you");
    expect((await wrong.get(`${site.prefix}/comments/mine`)).body).toContain("kept the comment");
    const [next, other] = [await say(story, "Next"), await say(story, "Other")];
    await report(site.prefix, next.id, right);
    await report(site.prefix, other.id, wrong);
    expect(await weightAt(next.id)).toBeGreaterThan(ordinary);
    expect(await weightAt(other.id)).toBeLessThan(ordinary);
  });

  it("that were agreed with count against the author, until the comment is published after all", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { id } = await say(story, "Disputed");
    await report(site.prefix, id, visitor(app()));
    const upheld = async () =>
      (
        await app()
          .database.read.selectFrom("comment")
          .innerJoin("person", "person.id", "comment.author_id")
          .select("person.upheld_count")
          .where("comment.id", "=", id)
          .executeTakeFirstOrThrow()
      ).upheld_count;
    const decision = { rule: null, actor: "staff:Desk", reason: "" };
    await decideOnComment(app().ctx, site.id, id, { ...decision, status: "rejected" });
    expect(await upheld()).toBe(1);
    await decideOnComment(app().ctx, site.id, id, { ...decision, status: "published" });
    expect(await upheld()).toBe(0);
  });

  it("are counted once, however often what was decided is decided anew, dismissed or taken back", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const { act, undo } = actsOn(() => ({ app: app(), site }));
    const { id } = await say(story, "Disputed for long");
    const readers = [visitor(app()), visitor(app())];
    for (const reader of readers) await report(site.prefix, id, reader);
    const counts = async () => {
      const row = await app()
        .database.read.selectFrom("comment")
        .innerJoin("person", "person.id", "comment.author_id")
        .select(["person.upheld_count", "person.refused_count", "comment.report_count", "comment.best_score"])
        .where("comment.id", "=", id)
        .executeTakeFirstOrThrow();
      const reports = await app()
        .database.read.selectFrom("report")
        .select(["reporter", "upheld"])
        .where("comment_id", "=", id)
        .orderBy("id")
        .execute();
      const records = await recordsOf(
        app().database.read,
        reports.map(({ reporter }) => reporter),
      );
      const weights = reports.map(({ reporter }) =>
        weightOf(records.get(reporter) ?? { upheld: 0, dismissed: 0 }),
      );
      return { ...row, answers: reports.map(({ upheld }) => upheld), weights, waits: await weightAt(id) };
    };
    const open = await counts();
    expect(open).toMatchObject({ upheld_count: 0, report_count: 2, answers: [null, null], waits: 200 });

    const dismissed = await act(editor, { id: `${id}`, act: "publish" });
    expect(await counts()).toMatchObject({ upheld_count: 0, report_count: 0, answers: [0, 0], waits: null });
    expect((await act(editor, { id: `${id}`, act: "publish" })).statusCode).not.toBe(303);
    await undo(editor, dismissed);
    expect(await counts()).toEqual(open);

    const refused = await act(editor, { id: `${id}`, act: "refuse", code: "insult" });
    const right = await counts();
    expect(right).toMatchObject({ upheld_count: 1, refused_count: 1, answers: [1, 1] });
    expect(right.weights.every((weight) => weight > ordinary)).toBe(true);
    const spam = await act(editor, { id: `${id}`, act: "spam" });
    expect(await counts()).toEqual(right);
    await undo(editor, spam);
    expect(await counts()).toEqual(right);

    const published = await act(editor, { id: `${id}`, act: "publish" });
    const wrong = await counts();
    expect(wrong).toMatchObject({ upheld_count: 0, refused_count: 0, answers: [0, 0] });
    expect(wrong.weights.every((weight) => weight < ordinary)).toBe(true);
    await undo(editor, published);
    expect(await counts()).toEqual(right);
    await undo(editor, refused);
    expect(await counts()).toEqual(open);
  });

  it("in a flood on one person weigh as one, don't sink the comment, and are told as what they are", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { id, writer } = await say(story, "An opinion");
    const second = await say(story, "Another opinion", writer);
    for (let n = 0; n < 9; n++) await report(site.prefix, id, visitor(app()));
    expect(await weightAt(id)).toBe(ordinary);
    const { author_id: authorId, report_count: count } = await app()
      .database.read.selectFrom("comment")
      .select(["author_id", "report_count"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(count).toBeLessThan(6);
    // On whichever of the person's comments the next one is.
    await report(site.prefix, second.id, visitor(app()));
    const weighed = await weighReports(app().database.read, {
      commentId: id,
      authorId,
      now: app().clock.now,
    });
    expect(weighed).toMatchObject({ reports: 9, weight: ordinary, flood: { reports: 10, newcomers: 10 } });
    app().clock.now += 2 * 3_600_000;
    const third = await say(story, "Much later", writer);
    await report(site.prefix, third.id, visitor(app()));
    expect(await weightAt(third.id)).toBe(ordinary);
  });

  it("of a flood gain no weight when one more comes later, and are all shown at the desk", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { id, writer } = await say(story, "An opinion");
    const second = await say(story, "Another opinion", writer);
    for (let n = 0; n < 9; n++) await report(site.prefix, id, visitor(app()));
    await report(site.prefix, second.id, visitor(app()));
    const editor = await makeMember(app(), { role: "moderator", siteId: site.id });
    const page = await app().get(`${site.prefix}/desk/comments/${second.id}`, as(editor));
    expect(page.body).toContain("1 report");
    app().clock.now += 3 * 3_600_000;
    await report(site.prefix, id, visitor(app()));
    expect(await weightAt(id)).toBe(2 * ordinary);
  });

  it("don't sink a comment in which the desk has found nothing, however often they come again", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { id } = await say(story, "An opinion");
    await report(site.prefix, id, visitor(app()));
    const editor = await makeMember(app(), { role: "moderator", siteId: site.id });
    await actsOn(() => ({ app: app(), site })).act(editor, { id: String(id), act: "publish" });
    for (let n = 0; n < 4; n++) {
      app().clock.now += 3_600_000;
      await report(site.prefix, id, visitor(app()));
    }
    const row = await app()
      .database.read.selectFrom("comment")
      .select("report_count")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.report_count).toBe(0);
    expect(await weightAt(id)).toBe(4 * ordinary);
  });
});
