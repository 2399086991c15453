import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { postAsProgram, programOf, walk } from "../../../test/api-client.ts";
import { makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../test/harness.ts";
import type { CommentShape, ProblemShape } from "./answer-shapes.ts";

async function open(app: TestApp, settings: object = {}) {
  app.clock.now += 3_600_000;
  const site = await makeSite(app, {
    settings: { postsPerDevice: 1000, postsPerNetwork: 10_000, ...settings },
  });
  return { site, story: await makeStory(app, site), program: programOf(app, site) };
}

const as = (device: string) => ({ headers: { "belowline-device": device } });

onBothEngines("a program that posts", (app) => {
  it("gets the comment as it stands in the discussion, and its address", async () => {
    const { site, story, program } = await open(app());
    const answer = await program("POST", `/stories/${story.slug}/comments`, {
      body: { name: " Nan ", text: "Up the *river*\n\n> and down", email: "nan@example.org" },
    });
    expect(answer.statusCode).toBe(201);
    const comment: CommentShape = answer.json();
    expect(comment).toMatchObject({
      storyId: story.id,
      parentId: null,
      depth: 0,
      author: { name: "Nan", kind: "guest" },
      text: "Up the *river*\n\n> and down",
      status: "published",
      createdAt: new Date(app().clock.now).toISOString(),
      editedAt: null,
      recommendCount: 0,
      replyCount: 0,
    });
    expect(comment.html).toContain("<em>river</em>");
    expect(answer.headers.location).toBe(`http://localhost:4400${site.prefix}/api/v1/comments/${comment.id}`);
    expect((await program("GET", `/comments/${comment.id}`)).json()).toEqual(comment);
    expect(await walk(program, `/stories/${story.id}/comments`)).toEqual([comment.id]);
    expect((await app().get(story.path)).body).toContain("Up the <em>river</em>");
  });

  it("answers somebody, and is counted above", async () => {
    const { story, program } = await open(app());
    const { comment: top } = await postAsProgram(program, story.id, { name: "Nan", text: "First" });
    const reply = { name: "Ned", text: "Second", parentId: top.id };
    const { comment } = await postAsProgram(program, story.id, reply);
    expect(comment).toMatchObject({ parentId: top.id, depth: 1 });
    expect((await program("GET", `/comments/${top.id}`)).json().replyCount).toBe(1);
    expect(await walk(program, `/comments/${top.id}/replies`)).toEqual([comment.id]);
  });

  it("is told everything that is wrong at once, in the site's language", async () => {
    const { story, program, site } = await open(app(), { maxLinks: 0 });
    const body = { name: "", text: "https://a.example", email: "nobody" };
    const answer = await program("POST", `/stories/${story.id}/comments`, { body });
    expect(answer.statusCode).toBe(422);
    const { type, errors = [] }: ProblemShape = answer.json();
    expect(type).toBe("urn:belowline:problem:refused");
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ["name", "name.missing"],
      ["email", "email.wrong"],
      ["text", "text.links"],
    ]);
    expect(errors[0]?.message).toBe("Sign your comment with a name, any name.");
    expect(await walk(programOf(app(), site), `/stories/${story.id}/comments`)).toEqual([]);
    const sorani = await makeSite(app(), { language: "ckb" });
    const other = await makeStory(app(), sorani);
    const refused = await programOf(app(), sorani)("POST", `/stories/${other.id}/comments`, { body });
    const problem: ProblemShape = refused.json();
    expect(problem.title).toMatch(/وەرنەگیرا/);
    expect(problem.errors?.[0]?.message).toMatch(/\p{Script=Arabic}/u);
  });

  it("is refused where nobody may write, and where its parent isn't", async () => {
    const { site, story, program } = await open(app());
    const closed = await makeStory(app(), site, {
      discussion: { mode: "closed", notice: "", closesAt: null },
    });
    const hidden = await makeStory(app(), site, {
      discussion: { mode: "hidden", notice: "", closesAt: null },
    });
    const [elsewhere = 0, unseen = 0] = await makeComments(app(), site, closed, [{}, { status: "pending" }]);
    const body = { name: "Nan", text: "Hello" };
    const say = (id: number, more: object = {}) =>
      program("POST", `/stories/${id}/comments`, { body: { ...body, ...more } });
    const problemOf = async (answer: Promise<{ json(): ProblemShape }>) => (await answer).json().errors?.[0];
    expect(await problemOf(say(closed.id))).toMatchObject({ field: "form", code: "closed" });
    for (const parentId of [elsewhere, unseen, 9_007_199_254_740_991])
      expect(await problemOf(say(story.id, { parentId }))).toMatchObject({
        field: "parentId",
        code: "parent.gone",
      });
    expect((await say(hidden.id)).statusCode).toBe(404);
    expect((await say(9_007_199_254_740_991)).statusCode).toBe(404);
  });

  it("waits for an editor where comments do, unseen by everybody else", async () => {
    const { story, program } = await open(app(), { guestsArePremoderated: true });
    const { comment, device } = await postAsProgram(program, story.id, { name: "Nan", text: "Wait" });
    expect(comment).toMatchObject({ status: "pending", text: "Wait", author: { name: "Nan" } });
    expect((await program("GET", `/comments/${comment.id}`)).statusCode).toBe(404);
    const { device: other } = await postAsProgram(program, story.id, { name: "Ned", text: "Too" });
    expect((await program("GET", `/comments/${comment.id}`, as(other))).statusCode).toBe(404);
    const own = await program("GET", `/comments/${comment.id}`, as(device));
    expect(own.json()).toEqual(comment);
    expect(own.headers["cache-control"]).toBe("no-store");
    expect(own.headers["etag"]).toBeUndefined();
    expect(await walk(program, `/stories/${story.id}/comments`)).toEqual([]);
  });

  it("waits where the site asks browsers for a proof of work", async () => {
    const { story, program } = await open(app(), { challenge: true });
    const { comment } = await postAsProgram(program, story.id, { name: "Nan", text: "No work done" });
    expect(comment.status).toBe("pending");
  });

  it("too fast is told when to come again", async () => {
    const { story, program } = await open(app(), { postsPerDevice: 2 });
    const { device } = await postAsProgram(program, story.id, { name: "Nan", text: "One" });
    await postAsProgram(program, story.id, { name: "Nan", text: "Two" }, as(device).headers);
    const body = { name: "Nan", text: "Three" };
    const answer = await program("POST", `/stories/${story.id}/comments`, { body, ...as(device) });
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["retry-after"]).toBe("600");
    expect(answer.json().errors[0].code).toBe("tooFast");
  });

  it("may leave out what the site doesn't want, and say null for nothing", async () => {
    const { story, program } = await open(app(), { nameRequired: false });
    const { comment } = await postAsProgram(program, story.id, { text: "Nameless", unknown: { a: 1 } });
    expect(comment.author).toEqual({ name: "A reader", kind: "guest" });
    const nulls = { text: "Nameless too", name: null, email: null, parentId: null };
    expect((await postAsProgram(program, story.id, nulls)).comment.text).toBe("Nameless too");
  });
});

onBothEngines("a post that a program sends again", (app) => {
  it("is one comment by its key, and its writer's although the first answer was lost", async () => {
    const { story, program } = await open(app());
    const headers = { "idempotency-key": randomUUID() };
    const body = { name: "Nan", text: "Once" };
    const all = await Promise.all([1, 2, 3, 4].map(() => postAsProgram(program, story.id, body, headers)));
    app().clock.now += 120_000;
    all.push(await postAsProgram(program, story.id, body, headers));
    expect(new Set(all.map(({ comment }) => comment.id)).size).toBe(1);
    expect(new Set(all.map(({ device }) => device)).size).toBe(1);
    const [first] = all;
    const edited = await program("PATCH", `/comments/${first?.comment.id}`, {
      body: { text: "Changed" },
      ...as(first?.device ?? ""),
    });
    expect(edited.json().text).toBe("Changed");
    expect(await walk(program, `/stories/${story.id}/comments`)).toHaveLength(1);
  });

  it("with other words under the same key is refused", async () => {
    const { story, program } = await open(app());
    const headers = { "idempotency-key": "short" };
    await postAsProgram(program, story.id, { name: "Nan", text: "Once" }, headers);
    const body = { name: "Nan", text: "Otherwise" };
    const answer = await program("POST", `/stories/${story.id}/comments`, { body, headers });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors[0].code).toBe("key.reused");
  });

  it("by somebody else shows them no more than everybody sees, and gives them nothing", async () => {
    const { story, program } = await open(app(), { guestsArePremoderated: true });
    const headers = { "idempotency-key": randomUUID() };
    const body = { name: "Nan", text: "Mine" };
    const own = await postAsProgram(program, story.id, body, headers);
    const { device } = await postAsProgram(program, story.id, { name: "Ned", text: "Another" });
    const again = await postAsProgram(program, story.id, body, { ...headers, ...as(device).headers });
    expect(again.comment).toMatchObject({ id: own.comment.id, status: "pending", text: null, author: null });
    const path = `/comments/${own.comment.id}`;
    const stolen = await program("PATCH", path, { body: { text: "Stolen" }, ...as(device) });
    expect(stolen.statusCode).toBe(404);
  });

  it("under a key that is no key is not taken", async () => {
    const { story, program } = await open(app());
    for (const key of ["", " ", "a b", "ü", "x".repeat(201)]) {
      const answer = await program("POST", `/stories/${story.id}/comments`, {
        body: { name: "Nan", text: "Hello" },
        headers: { "idempotency-key": key },
      });
      expect(answer.statusCode, key).toBe(400);
      expect(answer.json().errors[0].field).toBe("idempotency-key");
    }
  });
});
