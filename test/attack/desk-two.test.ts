import { beforeAll, expect, it } from "vitest";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { makeComments, makeSite, makeStory, type MadeSite, type MadeStory } from "../factories.ts";
import { onBothEngines } from "../harness.ts";
import { type MadeMember, makeMember } from "../members.ts";
import { actsOn, statusOf } from "../moderation.ts";

const acts = [
  ...["publish", "refuse", "spam", "pick", "pin", "fold", "lock", "redact", "note", "trust", "warn"],
  ...["move", "ban"],
];
const discussion = ["closeDiscussion", "openDiscussion", "slowMode", "preset"];

onBothEngines("two moderators at once", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let elsewhere: MadeStory;
  let one: MadeMember;
  let other: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app());
    story = await makeStory(app(), site);
    elsewhere = await makeStory(app(), site);
    one = await makeMember(app(), { name: "Tamsin Roe", role: "editor", siteId: site.id });
    other = await makeMember(app(), { name: "Ivo Lark", role: "editor", siteId: site.id });
  });

  const { act, undo, seen } = actsOn(() => ({ app: app(), site }));
  const fields = () => ({
    ...{ code: "insult", words: "Why", hidden: "words", until: "7", confirmed: "yes", slow: "60" },
    ...{ preset: "court", target: elsewhere.path },
  });
  const rowsOf = async (id: number) => {
    const { read } = app().database;
    const comment = await read
      .selectFrom("comment")
      .selectAll()
      .where("id", "=", id as CommentId)
      .execute();
    const decisions = read
      .selectFrom("decision")
      .select("id")
      .where("comment_id", "=", id as CommentId);
    return { comment, decisions: await decisions.execute() };
  };
  /** How many requests there were in this minute isn't what is looked at. */
  const later = () => (app().clock.now += 61_000);

  it("on one comment: whatever the first did, the second is told of it and changes nothing", async () => {
    for (const first of acts) {
      for (const second of acts) {
        const [id = 0] = await makeComments(app(), site, story, [{ text: "Some words here" }]);
        const what = `${first}, then ${second}`;
        const before = { shown: `${later()}`, seen: await seen(id) };
        later();
        const start = first === "publish" ? await act(one, { ...fields(), id: `${id}`, act: "fold" }) : null;
        const done = start ?? (await act(one, { ...fields(), id: `${id}`, act: first, ...before }));
        expect(done.statusCode, what).toBe(303);
        const then = await rowsOf(id);
        const late = await act(other, { ...fields(), id: `${id}`, act: second, ...before });
        expect(late.statusCode, what).toBe(409);
        expect(late.body, what).toContain("Tamsin Roe");
        expect(await rowsOf(id), what).toEqual(then);
      }
    }
  }, 120_000);

  it("on several: what a colleague did isn't hidden by something of one's own that came after", async () => {
    const ids = await makeComments(app(), site, story, [{ status: "pending" }, { status: "pending" }]);
    const shown = `${later()}`;
    later();
    await act(one, { ...fields(), id: `${ids[0]}`, act: "refuse" });
    later();
    await act(other, { ...fields(), id: `${ids[0]}`, act: "note" });
    later();
    const late = await act(other, { id: ids.map(String), act: "publish", shown });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Tamsin Roe");
    expect(await statusOf(app(), ids[0] ?? 0)).toBe("rejected");
    expect(await statusOf(app(), ids[1] ?? 0)).toBe("published");
  });

  it("on one discussion: the same", async () => {
    for (const first of discussion) {
      for (const second of discussion) {
        const here = await makeStory(app(), site);
        const [id = 0] = await makeComments(app(), site, here, [{}]);
        const what = `${first}, then ${second}`;
        const shown = `${later()}`;
        later();
        const start = first === "openDiscussion" ? "closeDiscussion" : first;
        const done = await act(one, { ...fields(), id: `${id}`, act: start, shown });
        expect(done.statusCode, what).toBe(303);
        const late = await act(other, { ...fields(), id: `${id}`, act: second, shown });
        expect(late.statusCode, what).toBe(409);
        expect(late.body, what).toContain("Tamsin Roe");
        later();
        // Who has seen it decides anew.
        const anew = await act(other, { ...fields(), id: `${id}`, act: second, shown: `${later()}` });
        expect(anew.statusCode, what).toBe(303);
      }
    }
  });

  it("pressing in the same moment: one decides", async () => {
    for (const second of ["refuse", "spam", "publish"]) {
      const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
      const before = { shown: `${later()}`, seen: await seen(id) };
      later();
      const press = (by: MadeMember, name: string) =>
        act(by, { ...fields(), id: `${id}`, act: name, ...before });
      const answers = await Promise.all([press(one, "refuse"), press(other, second)]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
      expect((await rowsOf(id)).decisions).toHaveLength(1);
    }
  });

  it("undoing the same in the same moment: it is undone once", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    const done = await act(one, { ...fields(), id: `${id}`, act: "refuse" });
    const answers = await Promise.all([undo(one, done), undo(other, done), undo(one, done)]);
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    expect(await statusOf(app(), id)).toBe("published");
    expect((await rowsOf(id)).decisions).toHaveLength(2);
  });

  it("one withdraws what the other publishes: it stays withdrawn", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const before = { seen: await seen(id), shown: `${later()}` };
    await app().database.transact((tx) =>
      tx
        .updateTable("comment")
        .set({ status: "withdrawn", text: "" })
        .where("id", "=", id as CommentId)
        .execute(),
    );
    for (const name of ["publish", "refuse", "spam", "redact", "pick"]) {
      const answer = await act(one, { ...fields(), id: `${id}`, act: name, ...before });
      expect(answer.statusCode, name).toBe(409);
      const unseen = await act(one, { ...fields(), id: `${id}`, act: name });
      expect(unseen.statusCode, name).toBe(409);
    }
    expect(await statusOf(app(), id)).toBe("withdrawn");
  });
});
