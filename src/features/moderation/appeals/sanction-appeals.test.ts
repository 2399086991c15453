import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import { visitor } from "../../../../test/visitor.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";

onBothEngines("an appeal that is granted", (app) => {
  async function aGuest(text = "A damned word of mine") {
    const site = await makeSite(app(), { settings: { postsPerDevice: 1000 } });
    const story = await makeStory(app(), site);
    const first = await makeMember(app(), { name: "First Editor", role: "editor", siteId: site.id });
    const second = await makeMember(app(), { name: "Second Editor", role: "editor", siteId: site.id });
    const guest = visitor(app());
    let count = 0;
    const post = async (words = `Something else to say, number ${++count}`) => {
      const answer = await guest.post(`${story.path}/comments`, { name: "Gus Reed", text: words });
      await app().relay.deliver();
      return answer;
    };
    const posted = await post(text);
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
    const { act } = actsOn(() => ({ app: app(), site }));
    /** Appeals against what stands last in the list of statements. */
    const appeal = async () => {
      const { id: statement } = await app()
        .database.read.selectFrom("statement")
        .select("id")
        .where("site_id", "=", site.id)
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      const path = `${site.prefix}/statements/${statement}`;
      expect((await guest.post(`${path}/appeal`, { text: "That wasn’t fair." })).statusCode).toBe(303);
      const { id: number } = await app()
        .database.read.selectFrom("appeal")
        .select("id")
        .where("statement_id", "=", statement)
        .executeTakeFirstOrThrow();
      const answer = (outcome: string) =>
        app().post(`${site.prefix}/desk/appeals/${number}`, { outcome, words: "So it is." }, as(second));
      return { path, answer };
    };
    const written = async () =>
      (
        await app()
          .database.read.selectFrom("decision")
          .select(["action", "about", "undoes"])
          .where("comment_id", "=", id)
          .orderBy("id")
          .execute()
      ).map(({ action }) => action);
    return { site, story, first, second, guest, post, id, act, appeal, written };
  }

  it("against a suspension lets its writer write again, by whatever they are known", async () => {
    const { site, first, post, id, act, appeal, written, guest } = await aGuest();
    const ban = { id: `${id}`, act: "ban", until: "7", code: "insult", confirmed: "yes", whom: "device" };
    expect((await act(first, ban)).statusCode).toBe(303);
    expect((await post()).statusCode).toBe(422);
    const { path, answer } = await appeal();
    expect((await post()).statusCode).toBe(422);
    const seen = await app()
      .database.read.selectFrom("event")
      .select("id")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect((await answer("grant")).statusCode).toBe(303);
    const after = await app()
      .database.read.selectFrom("event")
      .select("type")
      .where("id", ">", seen.id)
      .execute();
    expect(after.map(({ type }) => type)).toContain("person.sanctioned");
    await app().relay.deliver();
    expect((await post()).statusCode).toBe(303);
    expect(await written()).toEqual(["suspend", "appeal", "endSanction", "grantAppeal"]);
    expect((await guest.get(path)).body).toContain("It ended on");
    const left = app().database.read.selectFrom("sanction").select("id").where("ended_at", "is", null);
    expect(await left.where("site_id", "=", site.id).execute()).toEqual([]);
  });

  it("against one of two suspensions leaves the other, and its statement", async () => {
    const { site, first, post, id, act, appeal } = await aGuest();
    const ban = { id: `${id}`, act: "ban", code: "insult", confirmed: "yes" };
    await act(first, { ...ban, until: "7" });
    await act(first, { ...ban, until: "1" });
    const { answer } = await appeal();
    await answer("grant");
    expect((await post()).statusCode).toBe(422);
    const holding = app().database.read.selectFrom("statement").select("id").where("ended_at", "is", null);
    expect(await holding.where("site_id", "=", site.id).execute()).toHaveLength(1);
  });

  it("that is turned down leaves the suspension as it is", async () => {
    const { first, post, id, act, appeal, written } = await aGuest();
    await act(first, { id: `${id}`, act: "ban", until: "7", code: "insult", confirmed: "yes" });
    const { answer } = await appeal();
    await answer("uphold");
    expect((await post()).statusCode).toBe(422);
    expect(await written()).toEqual(["suspend", "appeal", "upholdRefusal"]);
  });

  it("against a fold opens the comment again", async () => {
    const { first, story, id, act, appeal, written } = await aGuest();
    await act(first, { id: `${id}`, act: "fold" });
    const seen = async () => (await visitor(app()).get(story.path)).body;
    expect(await seen()).toMatch(/<details class="muted/);
    const { answer } = await appeal();
    await answer("grant");
    await app().relay.deliver();
    expect(await seen()).not.toMatch(/<details class="muted/);
    expect(await written()).toEqual(["fold", "appeal", "unfold", "grantAppeal"]);
  });

  it("against covered words uncovers them, and no others", async () => {
    const { first, story, id, act, appeal, written } = await aGuest("A damned word, and a cursed one");
    await act(first, { id: `${id}`, act: "redact", hidden: "damned" });
    const { answer } = await appeal();
    await act(first, { id: `${id}`, act: "redact", hidden: "cursed" });
    await answer("grant");
    await app().relay.deliver();
    expect((await visitor(app()).get(story.path)).body).toContain("A damned word, and a █████ one");
    expect(await written()).toEqual(["redact", "appeal", "redact", "unredact", "grantAppeal"]);
  });
});
