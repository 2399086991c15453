import { beforeAll, expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { type MadeMember, makeMember } from "../../../../test/members.ts";
import { actsOn, countsOf, statusOf } from "../../../../test/moderation.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { recordDecision } from "../record-decision.ts";

onBothEngines("acts that are taken back", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let moderator: MadeMember;
  let other: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app());
    story = await makeStory(app(), site);
    moderator = await makeMember(app(), { name: "Tamsin Roe", role: "editor", siteId: site.id });
    other = await makeMember(app(), { name: "Ivo Lark", role: "editor", siteId: site.id });
  });

  const { act, undo } = actsOn(() => ({ app: app(), site }));
  const queued = (id: number) =>
    app()
      .database.read.selectFrom("queue_item")
      .select(["queue", "since"])
      .where("comment_id", "=", id as CommentId)
      .execute();
  const standing = async (id: number) =>
    app()
      .database.read.selectFrom("comment")
      .innerJoin("person", "person.id", "comment.author_id")
      .select(["published_count", "refused_count"])
      .where("comment.id", "=", id as CommentId)
      .executeTakeFirstOrThrow();

  it("leave the comment where it waited, its writer's record, and a decision that says so", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "published" }]);
    await act(moderator, { id: `${id}`, act: "refuse", code: "insult" });
    const before = await standing(id);
    await undo(moderator, await act(moderator, { id: `${id}`, act: "publish" }));
    expect(await statusOf(app(), id)).toBe("rejected");
    expect(await standing(id)).toEqual(before);
    const [last, second] = await app()
      .database.read.selectFrom("decision")
      .select(["id", "undoes", "action"])
      .where("comment_id", "=", id as CommentId)
      .orderBy("id", "desc")
      .execute();
    expect(last).toMatchObject({ undoes: second?.id, action: "refuse" });
  });

  it("put it back into its queue since when it waited", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const since = app().clock.now - 5 * 60_000;
    await app().database.transact((tx) =>
      tx
        .updateTable("queue_item")
        .set({ since })
        .where("comment_id", "=", id as CommentId)
        .execute(),
    );
    const done = await act(moderator, { id: `${id}`, act: "spam" });
    expect(await queued(id)).toEqual([]);
    await undo(moderator, done);
    expect(await queued(id)).toEqual([{ queue: "held", since }]);
  });

  it("are taken back once, and not when somebody decided again since", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    const done = await act(moderator, { id: `${id}`, act: "publish" });
    await act(other, { id: `${id}`, act: "refuse", code: "hate" });
    const late = await undo(moderator, done);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Ivo Lark");
    expect(await statusOf(app(), id)).toBe("rejected");
  });

  it("never bring back what its writer withdrew", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "published" }]);
    const done = await act(moderator, { id: `${id}`, act: "refuse", code: "insult" });
    await app().database.transact((tx) =>
      tx
        .updateTable("comment")
        .set({ status: "withdrawn" })
        .where("id", "=", id as CommentId)
        .execute(),
    );
    expect((await undo(moderator, done)).statusCode).toBe(409);
    expect(await statusOf(app(), id)).toBe("withdrawn");
  });

  it("uncover words, former texts and all", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ text: "Ask **Nan** at the quay." }]);
    const done = await act(moderator, { id: `${id}`, act: "redact", hidden: "Nan" });
    expect((await app().get(story.path)).body).toContain("Ask <strong>█████</strong> at the quay.");
    await undo(moderator, done);
    expect((await app().get(story.path)).body).toContain("Ask <strong>Nan</strong> at the quay.");
  });

  it("move a thread to another story with its counts, and back", async () => {
    const elsewhere = await makeStory(app(), site);
    const here = await makeStory(app(), site);
    const [root = 0, top = 0] = await makeComments(app(), site, here, [
      { replies: [{ replies: [{ replies: [{ replies: [{}, { status: "rejected" }] }] }] }] },
      {},
    ]);
    await makeComments(app(), site, elsewhere, [{}, {}]);
    const before = [await countsOf(app(), here.id), await countsOf(app(), elsewhere.id)];
    const done = await act(moderator, { id: `${top}`, act: "move", target: elsewhere.path });
    expect(done.statusCode).toBe(303);
    expect(await countsOf(app(), here.id)).toMatchObject({ comments: 2, roots: 2 });
    expect(await countsOf(app(), elsewhere.id)).toMatchObject({ comments: 6, roots: 3 });
    await expectRecountAgrees(here.id, elsewhere.id);
    const told = (await app().get(elsewhere.path)).body;
    expect(told).toMatch(new RegExp(`/comments/${top}/from">The editors moved this thread here`));
    const from = () => app().get(`${site.prefix}/comments/${top}/from`);
    expect((await from()).headers.location).toBe(here.path);
    expect((await app().get(`${site.prefix}/comments/${top}`)).headers.location).toContain(elsewhere.slug);
    await undo(moderator, done);
    expect((await from()).statusCode).toBe(404);
    expect([await countsOf(app(), here.id), await countsOf(app(), elsewhere.id)]).toEqual(before);
    await expectRecountAgrees(here.id, elsewhere.id);
    expect((await app().get(`${site.prefix}/comments/${root}`)).headers.location).toContain(here.slug);
  });

  /** What was counted on the way is what counting it all anew gives. */
  async function expectRecountAgrees(...stories: number[]) {
    const { recount } = await import("../../discussion/recount.ts");
    for (const id of stories) {
      const before = await countsOf(app(), id);
      await app().database.transact((tx) => recount(tx, id as never));
      expect(await countsOf(app(), id)).toEqual(before);
    }
  }

  it("with all that was done beside: a publish uncovers again what it covered, and trusts its writer no longer", async () => {
    const [id = 0] = await makeComments(app(), site, story, [
      { status: "pending", text: "A damned thing to say, and a cursed one." },
    ]);
    const details = { findings: [{ code: "x", spans: [{ from: 2, to: 8 }], values: {} }] };
    await app().database.transact((tx) =>
      recordDecision(tx, {
        siteId: site.id,
        commentId: id as CommentId,
        actor: "rule:words",
        action: "hold",
        reason: "",
        details,
        before: "",
        after: "pending",
        at: app().clock.now,
      }),
    );
    const read = async () =>
      app()
        .database.read.selectFrom("comment")
        .innerJoin("person", "person.id", "comment.author_id")
        .select(["text", "status", "redactions", "trust"])
        .where("comment.id", "=", id as CommentId)
        .executeTakeFirstOrThrow();
    const before = await read();
    const done = await act(moderator, { id: `${id}`, act: "publish", hideMarked: "1", trust: "1" });
    const published = await read();
    expect(published).toMatchObject({ status: "published", trust: 1 });
    expect(published.text).toBe("A █████ thing to say, and a cursed one.");
    // What is covered by another act stays so.
    const later = await act(moderator, { id: `${id}`, act: "redact", hidden: "cursed" });
    await undo(moderator, done);
    expect(await read()).toMatchObject({
      status: "pending",
      trust: 0,
      text: "A damned thing to say, and a █████ one.",
    });
    await undo(moderator, later);
    expect(await read()).toEqual(before);
  });

  it("merge what one person said twice: one stays, with the recommends of both", async () => {
    const here = await makeStory(app(), site);
    const said = { name: "Kettle Row", text: "The lanterns go in at the slip." };
    const [kept = 0, twice = 0] = await makeComments(app(), site, here, [
      { ...said, recommends: 1 },
      { ...said, recommends: 2, replies: [{}] },
    ]);
    await app().database.transact((tx) =>
      tx
        .updateTable("comment")
        .set((eb) => ({
          author_id: eb
            .selectFrom("comment as k")
            .select("k.author_id")
            .where("k.id", "=", kept as CommentId),
        }))
        .where("id", "=", twice as CommentId)
        .execute(),
    );
    const done = await act(moderator, { id: `${twice}`, act: "merge", target: `${kept}` });
    expect(done.statusCode).toBe(303);
    const html = (await app().get(here.path)).body;
    expect(html).toContain("Recommend 2");
    expect(html).toMatch(/class="tombstone">.*It was said twice/s);
    await undo(moderator, done);
    expect(await statusOf(app(), twice)).toBe("published");
    expect((await app().get(here.path)).body).toContain("Recommend 1");
    const written = await app()
      .database.read.selectFrom("decision")
      .select("action")
      .where("comment_id", "=", twice as CommentId)
      .orderBy("id")
      .execute();
    expect(written.map(({ action }) => action)).toEqual(["merge", "unmerge"]);
    const holding = app().database.read.selectFrom("statement").select("id").where("ended_at", "is", null);
    expect(await holding.where("comment_id", "=", twice as CommentId).execute()).toEqual([]);
  });

  it("close, slow down and open a discussion", async () => {
    const here = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, here, [{}]);
    const done = await act(moderator, { id: `${id}`, act: "closeDiscussion" });
    expect(done.statusCode).toBe(303);
    const typed = { name: "Peg", text: "Is anybody still there to read it?" };
    const origin = { origin: "http://localhost:4400" };
    expect((await app().post(`${here.path}/comments`, typed, origin)).statusCode).toBe(422);
    await undo(moderator, done);
    expect((await app().post(`${here.path}/comments`, typed, origin)).statusCode).toBe(303);
    await act(moderator, { id: `${id}`, act: "slowMode", slow: "300" });
    expect(await countsOf(app(), here.id)).toMatchObject({ slow: 300 });
  });
});
