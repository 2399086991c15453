import { beforeAll, expect, it } from "vitest";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { makeComments, makeSite, makeStory, type MadeSite, type MadeStory } from "../factories.ts";
import { onBothEngines } from "../harness.ts";
import { as, type MadeMember, makeMember } from "../members.ts";
import { actsOn, statusOf } from "../moderation.ts";
import { visitor } from "../visitor.ts";

onBothEngines("a moderator who means ill", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let rogue: MadeMember;
  let colleague: MadeMember;
  let editor: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app());
    story = await makeStory(app(), site);
    rogue = await makeMember(app(), { name: "Ivo Lark", role: "moderator", siteId: site.id });
    colleague = await makeMember(app(), { name: "Tamsin Roe", role: "moderator", siteId: site.id });
    editor = await makeMember(app(), { name: "Ada Quay", role: "editor", siteId: site.id });
  });

  const { act, undo } = actsOn(() => ({ app: app(), site }));
  const desk = async (by: MadeMember, path: string, fields: Record<string, string>) => {
    const answer = await app().post(`${site.prefix}/desk/${path}`, fields, as(by));
    await app().settle();
    return answer;
  };
  /** A comment by somebody who is signed in. */
  const written = async (by: MadeMember) => {
    const fields = { text: `Mine, ${app().ctx.token()}` };
    const answer = await app().post(`${story.path}/comments`, fields, as(by));
    return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1]);
  };
  const decisionsOn = (id: number) =>
    app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", id as CommentId)
      .orderBy("id")
      .execute();
  const notesOf = () =>
    app().database.read.selectFrom("staff_note").select("text").where("site_id", "=", site.id).execute();

  it("doesn't publish, pick or trust what is their own, dismiss its reports, or take a colleague's refusal back", async () => {
    const id = await written(rogue);
    await visitor(app()).post(`${site.prefix}/comments/${id}/report`, { reason: "abuse" });
    for (const name of ["publish", "pick", "trust"]) {
      const answer = await act(rogue, { id: `${id}`, act: name });
      expect(answer.statusCode, name).toBe(409);
      expect(answer.body, name).toContain("1 comment is your own. Leave it to a colleague.");
    }
    const refused = await act(colleague, { id: `${id}`, act: "refuse", code: "insult" });
    expect((await undo(rogue, refused)).statusCode).toBe(409);
    expect((await act(rogue, { id: `${id}`, act: "publish" })).statusCode).toBe(409);
    expect(await statusOf(app(), id)).toBe("rejected");
    expect((await act(colleague, { id: `${id}`, act: "publish" })).statusCode).toBe(303);
    expect(await statusOf(app(), id)).toBe("published");
  });

  it("gives no word on themselves; a word on somebody goes back to what it was, unless another was given", async () => {
    const person = async (id: number) => {
      const found = app()
        .database.read.selectFrom("comment")
        .innerJoin("person", "person.id", "comment.author_id")
        .select(["person.id", "person.trust"])
        .where("comment.id", "=", id as CommentId);
      return found.executeTakeFirstOrThrow();
    };
    const own = await person(await written(rogue));
    expect((await desk(rogue, "rules/trust", { person: `${own.id}`, trust: "trusted" })).statusCode).toBe(
      404,
    );
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    const { id: theirs } = await person(id);
    const give = async (trust: string) => {
      expect((await desk(colleague, "rules/trust", { person: `${theirs}`, trust })).statusCode).toBe(303);
      const last = app().database.read.selectFrom("decision").select("id").orderBy("id", "desc").limit(1);
      return {
        headers: { location: `?told=${[0, 0].fill((await last.executeTakeFirstOrThrow()).id).join("-")}` },
      };
    };
    const first = await give("distrusted");
    expect((await undo(rogue, first)).statusCode).toBe(303);
    expect(await person(id)).toMatchObject({ trust: 0 });
    const second = await give("distrusted");
    const third = await give("trusted");
    expect((await undo(rogue, second)).statusCode).toBe(409);
    expect((await undo(rogue, third)).statusCode).toBe(303);
    expect(await person(id)).toMatchObject({ trust: -1 });
  });

  it("who is alone decides about everything", async () => {
    const lonely = await makeSite(app());
    const only = await makeMember(app(), { role: "editor", siteId: lonely.id });
    const below = await makeStory(app(), lonely);
    const posted = await app().post(`${below.path}/comments`, { text: "Mine alone" }, as(only));
    const id = /(\d+)$/.exec(String(posted.headers.location))?.[1] ?? "";
    const fields = { id, act: "pick" };
    const answer = await app().post(`${lonely.prefix}/desk/comments/acts`, fields, as(only));
    expect(answer.statusCode).toBe(303);
  });

  it("doesn't keep a comment of theirs that somebody calls illegal", async () => {
    const id = await written(rogue);
    await app().database.transact((tx) =>
      tx
        .insertInto("legal_notice")
        .values({
          ...{
            site_id: site.id,
            comment_id: id as CommentId,
            url: "",
            category: "other",
            explanation: "It is.",
          },
          ...{ name_sealed: null, email_sealed: null, email_hash: null, member_id: null, device_hash: "" },
          ...{ language: "en", weight: 0, at: app().clock.now },
        })
        .execute(),
    );
    const { id: notice } = await app()
      .database.read.selectFrom("legal_notice")
      .select("id")
      .where("comment_id", "=", id as CommentId)
      .executeTakeFirstOrThrow();
    const kept = await desk(rogue, `notices/${notice}`, { outcome: "kept", words: "No" });
    expect(kept.statusCode).toBe(422);
    expect(kept.body).toContain("a colleague decides whether it stays");
    expect((await desk(colleague, `notices/${notice}`, { outcome: "kept" })).statusCode).toBe(303);
  });

  it("doesn't do away with what a colleague wrote down about somebody; an editor may", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    const noted = await act(colleague, { id: `${id}`, act: "note", words: "Threatens others by mail" });
    expect((await undo(rogue, noted)).body).toContain("A colleague wrote this note.");
    expect(await notesOf()).toEqual([{ text: "Threatens others by mail" }]);
    expect((await undo(editor, noted)).statusCode).toBe(303);
    expect(await notesOf()).toEqual([]);
  });

  it("can't undo what somebody was told of: a warning, an answer to an appeal", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "rejected" }]);
    const warned = await act(colleague, { id: `${id}`, act: "warn", words: "Not again, please." });
    const answer = await undo(rogue, warned);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("people have been told of it");
    expect(await decisionsOn(id)).toHaveLength(1);
  });

  it("doesn't overwrite what was decided again, though it looks the same", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ status: "published" }]);
    const first = await act(rogue, { id: `${id}`, act: "refuse", code: "insult" });
    await act(colleague, { id: `${id}`, act: "publish" });
    await act(colleague, { id: `${id}`, act: "refuse", code: "hate" });
    expect((await undo(rogue, first)).statusCode).toBe(409);
    expect(await statusOf(app(), id)).toBe("rejected");
    const [shown = 0] = await makeComments(app(), site, story, [{}]);
    const pinned = await act(rogue, { id: `${shown}`, act: "pin" });
    await act(colleague, { id: `${shown}`, act: "unpin" });
    await act(colleague, { id: `${shown}`, act: "pin" });
    expect((await undo(rogue, pinned)).statusCode).toBe(409);
  });

  it("takes back their own covering only, not the one that came after", async () => {
    const [id = 0] = await makeComments(app(), site, story, [{ text: "Call Nan at Oak Lane today" }]);
    const first = await act(rogue, { id: `${id}`, act: "redact", hidden: "Nan" });
    await act(colleague, { id: `${id}`, act: "redact", hidden: "Oak Lane" });
    await undo(rogue, first);
    expect((await app().get(story.path)).body).not.toContain("Oak Lane");
  });

  it("opens no discussion that somebody has closed again, or keeps in another way by now", async () => {
    const here = await makeStory(app(), site);
    const [id = 0] = await makeComments(app(), site, here, [{}]);
    const opened = await act(rogue, { id: `${id}`, act: "closeDiscussion" });
    await app().database.transact((tx) =>
      tx.updateTable("discussion").set({ mode: "hidden" }).where("story_id", "=", here.id).execute(),
    );
    expect((await undo(rogue, opened)).statusCode).toBe(409);
    const { mode } = await app()
      .database.read.selectFrom("discussion")
      .select("mode")
      .where("story_id", "=", here.id)
      .executeTakeFirstOrThrow();
    expect(mode).toBe("hidden");
  });

  it("bans nobody for good by another name, and refuses nobody's past without a sanction", async () => {
    const name = `Gus ${app().ctx.token()}`;
    const [one = 0, two = 0] = await makeComments(app(), site, story, [{ name }, { name }]);
    const ban = { id: `${one}`, act: "ban", code: "insult", past: "all" };
    expect((await act(rogue, { ...ban, until: "9999", confirmed: "yes" })).statusCode).toBe(422);
    expect((await act(rogue, { ...ban, until: "7", confirmed: "on" })).statusCode).toBe(400);
    expect(await statusOf(app(), one)).toBe("published");
    const own = await written(colleague);
    await act(rogue, { ...ban, id: `${own}`, until: "7", confirmed: "on" });
    expect(await statusOf(app(), own)).toBe("published");
    expect((await act(rogue, { ...ban, until: "7", confirmed: "yes" })).statusCode).toBe(303);
    expect(await statusOf(app(), two)).toBe("rejected");
  });

  it("doesn't get a service's key sent to a host of their own", async () => {
    const [service] = [{ name: "Ours", kind: "openai", url: "https://service.example/v1", holdFrom: "80" }];
    expect((await desk(editor, "rules/classifiers/new", { ...service, secret: "sk-9f3a" })).statusCode).toBe(
      303,
    );
    const { id } = await app()
      .database.read.selectFrom("classifier")
      .select("id")
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    const elsewhere = {
      ...service,
      url: "https://mine.example/v1",
      version: "1",
      secret: "",
      words: "Hello",
    };
    for (const what of ["try", "save"]) {
      const answer = await desk(editor, `rules/classifiers/${id}`, { ...elsewhere, act: what });
      expect(answer.statusCode, what).toBe(422);
      expect(answer.body, what).toContain("The address leads to another host.");
      expect(answer.body).not.toContain("sk-9f3a");
    }
    const same = { ...service, url: "https://service.example/v2", version: "1" };
    expect((await desk(editor, `rules/classifiers/${id}`, same)).statusCode).toBe(303);
  });

  it("settles no dispute about their own decision, and no verdict of theirs is written over", async () => {
    const other = await makeMember(app(), { name: "Peg Oar", role: "editor", siteId: site.id });
    const [id = 0] = await makeComments(app(), site, story, [{ status: "pending" }]);
    await act(editor, { id: `${id}`, act: "refuse", code: "insult" });
    const [decision] = await decisionsOn(id);
    const item = await app().database.transact(async (tx) => {
      await tx
        .deleteFrom("review_item")
        .where("comment_id", "=", id as CommentId)
        .execute();
      return tx
        .insertInto("review_item")
        .values({
          ...{ site_id: site.id, comment_id: id as CommentId, first: "refuse", rule: "", language: "en" },
          ...{ decision_id: decision?.id as NonNullable<typeof decision>["id"], at: app().clock.now },
        })
        .returning("id")
        .executeTakeFirstOrThrow();
    });
    const path = `overview/quality/${item.id}`;
    await desk(rogue, path, { verdict: "publish" });
    const late = await desk(editor, `${path}/settle`, { verdict: "refuse" });
    expect(late.headers.location).toContain("told=late");
    const done = await desk(other, `${path}/settle`, { verdict: "publish" });
    expect(done.headers.location).toContain("told=settled");
    const reviews = await app()
      .database.read.selectFrom("review")
      .select(["reviewer", "role"])
      .where("item_id", "=", item.id)
      .orderBy("id")
      .execute();
    expect(reviews).toEqual([
      { reviewer: rogue.id, role: "second" },
      { reviewer: other.id, role: "editor" },
    ]);
  });

  it("a word list in any script can be taken home", async () => {
    const name = 'شتم"; filename=x\\ ("list")';
    const list = { name, kind: "suspect", entries: "rubbish", on: "1" };
    expect((await desk(editor, "rules/words/new", list)).statusCode).toBe(303);
    const { id } = await app()
      .database.read.selectFrom("word_list")
      .select("id")
      .where("site_id", "=", site.id)
      .executeTakeFirstOrThrow();
    const file = await app().get(`${site.prefix}/desk/rules/words/${id}/export`, as(editor));
    expect(file.statusCode).toBe(200);
    expect(file.body).toBe("rubbish\n");
    expect(file.headers["content-disposition"]).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''%D8%B4[\w%.-]+$/,
    );
  });
});

onBothEngines("an act on a large cluster", (app) => {
  it("ends each request in time, and goes on by itself from where it was", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const { act } = actsOn(() => ({ app: app(), site }));
    const all = Array.from({ length: 130 }, () => ({ status: "pending" as const }));
    const ids = await makeComments(app(), site, story, all);
    await app().database.transact((tx) =>
      tx.updateTable("queue_item").set({ cluster_id: 4711 }).where("site_id", "=", site.id).execute(),
    );
    // Each look at the clock takes a while.
    const { clock } = app();
    let now = clock.now;
    Object.defineProperty(clock, "now", { get: () => (now += 100), configurable: true });
    const first = await act(editor, { cluster: "4711", act: "refuse", code: "sales" });
    Object.defineProperty(clock, "now", { value: now, writable: true, configurable: true });
    expect(first.statusCode).toBe(200);
    expect(first.body).toMatch(/<form[^>]* data-goes-on/);
    expect(first.body).toMatch(/<progress max="130" value="100"/);
    const second = await act(editor, { cluster: "4711", act: "refuse", code: "sales" });
    expect(second.statusCode).toBe(303);
    const decided = await app()
      .database.read.selectFrom("decision")
      .select("id")
      .where("comment_id", "in", ids as CommentId[])
      .execute();
    expect(decided).toHaveLength(130);
  });
});
