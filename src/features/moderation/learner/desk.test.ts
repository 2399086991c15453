import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { makeComments } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { advert, decide, makePlace, type Place, remark, teachSome } from "../../../../test/taught.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { bytesOfModel, modelLength } from "./core/model-bytes.ts";
import { keepSnapshot } from "./keep-snapshot.ts";
import { catchUp } from "./learner.ts";
import { learnerView } from "./learner-view.ts";
import { listSnapshots } from "./snapshot.store.ts";

const desk = "/desk/rules/learner";

async function post(app: TestApp, { story }: Place, text: string) {
  const answer = await app.post(`${story.path}/comments`, { name: "Ann Reader", text });
  expect(answer.statusCode).toBeLessThan(400);
  await app.aside.deliver();
  return app.ctx.db.read
    .selectFrom("comment")
    .select(["id", "status"])
    .where("story_id", "=", story.id)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function choose(app: TestApp, { site }: Place, editor: MadeMember, choice: Record<string, string>) {
  const { number } = await rulesOf(app.ctx, site.id);
  const fields = { seen: String(number), hold: "", refuse: "", precision: "60", ...choice };
  const answer = await app.post(`${site.prefix}${desk}`, fields, as(editor));
  await app.settle();
  return answer;
}

const editorOf = (app: TestApp, { site }: Place) => makeMember(app, { role: "editor", siteId: site.id });

/** The state that it is in, kept. */
async function keep(app: TestApp, { site }: Place): Promise<number> {
  const learner = await catchUp(app.ctx, site.id);
  const id = await keepSnapshot(app.ctx, learner.model, { ...learner, kind: "auto", by: "" });
  if (id === null) throw new Error("not kept");
  return id;
}

async function importFile(app: TestApp, { site }: Place, editor: MadeMember, file: Buffer) {
  const form = new FormData();
  form.set("model", new File([new Uint8Array(file)], "a.model"));
  const sent = new Response(form);
  return app.fastify.inject({
    method: "POST",
    url: `${site.prefix}${desk}/import`,
    headers: { ...as(editor), "content-type": sent.headers.get("content-type") ?? "" },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
}

onBothEngines("the learner's threshold", (app) => {
  it("is needed before anything is held, and has to be earned", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 60);
    expect((await post(app(), place, advert(1001))).status).toBe("published");
    expect((await choose(app(), place, editor, { hold: "50" })).headers.location).toContain("done=saved");
    // 60 decisions are too few.
    const passed = await post(app(), place, advert(1003));
    expect(passed.status).toBe("published");
    const view = await learnerView(app().ctx, { id: passed.id, siteId: place.site.id });
    expect(view).toMatchObject({ state: "shadow" });
    await teachSome(app(), place, 180, 60);
    const held = await post(app(), place, advert(1005));
    expect(held.status).toBe("pending");
    expect((await post(app(), place, remark(1006))).status).toBe("published");
    const decision = await app()
      .ctx.db.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", held.id)
      .executeTakeFirstOrThrow();
    expect(decision).toMatchObject({ actor: "rule:learner", action: "hold", code: "resembles" });
    expect(JSON.parse(decision.details)).toMatchObject({ findings: [{ values: { version: "0.0.240" } }] });
    // What it holds by itself teaches it nothing.
    expect((await catchUp(app().ctx, place.site.id)).model.seen).toBe(240);
    await choose(app(), place, editor, { hold: "" });
    expect((await post(app(), place, advert(1007))).status).toBe("published");
  });

  it("is refused to who saw other rules, or would refuse before it holds", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 4);
    expect((await choose(app(), place, editor, { hold: "90", refuse: "80" })).statusCode).toBe(422);
    await choose(app(), place, editor, { hold: "90" });
    expect((await choose(app(), place, editor, { hold: "80", seen: "0" })).statusCode).toBe(422);
    expect((await choose(app(), place, editor, { hold: "33" })).statusCode).toBe(400);
  });

  it("is chosen by what it costs, in words", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    expect((await app().get(`${place.site.prefix}${desk}`, as(editor))).body).toContain("learnt nothing yet");
    await teachSome(app(), place, 60);
    for (const at of [1, 2, 3]) await post(app(), place, at === 1 ? advert(500) : remark(500 + at));
    const { body } = await app().get(`${place.site.prefix}${desk}`, as(editor));
    expect(body).toMatch(/holds 33% of comments, catches \d+% of what you refuse/);
    expect(body).toContain("<svg");
  });

  it("is judged by its mistakes, each with the way to the case", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 40);
    const [id] = (await makeComments(app(), place.site, place.story, [
      { text: remark(2000), status: "pending" },
    ])) as [CommentId];
    await decide(app(), place.site, id, "spam");
    await app().aside.deliver();
    const { body } = await app().get(`${place.site.prefix}${desk}`, as(editor));
    expect(body).toContain(`/desk/comments/${id}`);
  });
});

onBothEngines("a state of the learner", (app) => {
  it("can be gone back to, and has to earn anew", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 20);
    const state = await keep(app(), place);
    const before = Buffer.from(bytesOfModel((await catchUp(app().ctx, place.site.id)).model));
    await teachSome(app(), place, 10, 20);
    const back = await app().post(`${place.site.prefix}${desk}/roll-back`, { id: String(state) }, as(editor));
    expect(back.headers.location).toContain("done=back");
    const learner = await catchUp(app().ctx, place.site.id);
    expect(before.equals(bytesOfModel(learner.model))).toBe(true);
    expect(learner.baseNumber).toBe(30);
    await teachSome(app(), place, 2, 30);
    expect((await catchUp(app().ctx, place.site.id)).model.seen).toBe(22);
    const gone = await app().post(`${place.site.prefix}${desk}/roll-back`, { id: "999999" }, as(editor));
    expect(gone.statusCode).toBe(422);
  });

  it("is carried to another site as a file, and no other file is taken", async () => {
    const [place, other] = [await makePlace(app()), await makePlace(app())];
    const [editor, its] = [await editorOf(app(), place), await editorOf(app(), other)];
    await teachSome(app(), place, 40);
    const file = await app().get(`${place.site.prefix}${desk}/export/0`, as(editor));
    expect(file.statusCode).toBe(200);
    for (const wrong of [
      Buffer.from("no model"),
      deflateSync(Buffer.alloc(4 * modelLength)),
      file.rawPayload.subarray(0, 900),
    ])
      expect((await importFile(app(), other, its, wrong)).statusCode).toBe(422);
    expect((await catchUp(app().ctx, other.site.id)).model.seen).toBe(0);
    const taken = await importFile(app(), other, its, file.rawPayload);
    expect(taken.headers.location).toContain("done=imported");
    const [id] = (await makeComments(app(), other.site, other.story, [{ text: advert(77) }])) as [CommentId];
    const view = await learnerView(app().ctx, { id, siteId: other.site.id });
    expect(view?.score).toBeGreaterThan(0.7);
    const [kept] = await listSnapshots(app().ctx.db.read, other.site.id);
    expect(kept).toMatchObject({ kind: "import", seen: 40 });
  });

  it("is tried beside another on decisions that neither has learnt", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 20);
    const state = await keep(app(), place);
    await teachSome(app(), place, 30, 20);
    const fields = { one: "0", other: String(state) };
    const begun = await app().post(`${place.site.prefix}${desk}/trials`, fields, as(editor));
    const { body } = await app().get(String(begun.headers.location), as(editor));
    expect(body).toContain("30 of 30 lessons");
    expect(body).toContain("Neither state had learnt");
    expect(body).toMatch(/Ranks rightly[\s\S]*100%[\s\S]*100%/);
  });

  it("is changed by nobody who has not just proved who they are", async () => {
    const place = await makePlace(app());
    const editor = await editorOf(app(), place);
    await teachSome(app(), place, 10);
    app().clock.now += 3_600_000;
    for (const answer of [
      await choose(app(), place, editor, { hold: "50" }),
      await app().post(`${place.site.prefix}${desk}/roll-back`, { id: "1" }, as(editor)),
      await importFile(app(), place, editor, Buffer.from("x")),
    ])
      expect(answer.headers.location).toContain("/prove");
  });
});
