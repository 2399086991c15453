import { expect, it } from "vitest";
import { postAsProgram, programOf } from "../../../test/api-client.ts";
import { type MadeSite, makeComments, makeSite, makeStory } from "../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../test/harness.ts";
import type { CommentShape } from "./answer-shapes.ts";

async function open(app: TestApp, settings: object = {}) {
  app.clock.now += 3_600_000;
  const site = await makeSite(app, {
    settings: { postsPerDevice: 1000, postsPerNetwork: 10_000, ...settings },
  });
  return { site, story: await makeStory(app, site), program: programOf(app, site) };
}

const as = (device: string) => ({ headers: { "belowline-device": device } });

async function kept(app: TestApp, site: MadeSite, table: "report" | "recommend"): Promise<number> {
  const { n } = await app.database.read
    .selectFrom(table)
    .innerJoin("comment", "comment.id", `${table}.comment_id`)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("comment.site_id", "=", site.id)
    .executeTakeFirstOrThrow();
  return Number(n);
}

onBothEngines("one's own comment", (app) => {
  it("can be changed and taken back, for its minutes, by its device alone", async () => {
    const { story, program } = await open(app());
    const { comment, device } = await postAsProgram(program, story.id, { name: "Nan", text: "Mine" });
    const { device: other } = await postAsProgram(program, story.id, { name: "Ned", text: "Not mine" });
    const path = `/comments/${comment.id}`;
    for (const who of [{}, as(other), as(`${device}x`), as("nonsense")]) {
      const change = await program("PATCH", path, { body: { text: "Stolen" }, ...who });
      expect(change.statusCode).toBe(403);
      expect((await program("DELETE", path, who)).statusCode).toBe(403);
    }
    app().clock.now += 60_000;
    const edited = await program("PATCH", path, { body: { text: "Mine, *changed*" }, ...as(device) });
    expect(edited.statusCode).toBe(200);
    expect(edited.json()).toMatchObject({
      text: "Mine, *changed*",
      editedAt: new Date(app().clock.now).toISOString(),
    });
    expect((await program("GET", path)).json()).toEqual(edited.json());
    const empty = await program("PATCH", path, { body: { text: " " }, ...as(device) });
    expect([empty.statusCode, empty.json().errors[0].code]).toEqual([422, "text.missing"]);
    const { comment: answered } = await postAsProgram(program, story.id, {
      name: "Ned",
      text: "Answer",
      parentId: comment.id,
    });
    expect((await program("DELETE", path, as(device))).statusCode).toBe(204);
    const gone: CommentShape = (await program("GET", path, as(device))).json();
    expect(gone).toMatchObject({ status: "withdrawn", author: null, text: null, html: null, replyCount: 1 });
    expect((await program("DELETE", path, as(device))).statusCode).toBe(403);
    app().clock.now += 3_600_000;
    const late = await program("PATCH", `/comments/${answered.id}`, { body: { text: "Late" }, ...as(other) });
    expect(late.statusCode).toBe(403);
    const none = await program("PATCH", "/comments/9007199254740991", { body: { text: "x" }, ...as(device) });
    expect(none.statusCode).toBe(404);
  });

  it("is the same one's on our pages, by the cookie", async () => {
    const { site, story, program } = await open(app());
    const onPage = await app().post(`${story.path}/comments`, { name: "Nan", text: "On the page" });
    const cookie = cookiesOf(onPage);
    const { comment } = await postAsProgram(
      program,
      story.id,
      { name: "Nan", text: "By script" },
      { cookie },
    );
    const byScript = await app().get(`${site.prefix}/comments/${comment.id}/edit`, { cookie });
    expect(byScript.statusCode).toBe(200);
    const answer = await program("POST", `/stories/${story.id}/comments`, {
      body: { name: "New", text: "Neither" },
    });
    expect(cookiesOf(answer)).toBe(
      `bl_device=${encodeURIComponent(String(answer.headers["belowline-device"]))}`,
    );
    expect(String(answer.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Lax/);
    const known = await program("POST", `/stories/${story.id}/comments`, {
      body: { name: "New", text: "Both" },
      ...as(String(answer.headers["belowline-device"])),
    });
    expect(known.headers["belowline-device"]).toBeUndefined();
    expect(known.cookies).toEqual([]);
  });
});

onBothEngines("recommends and reports", (app) => {
  it("count once for a device, and can be taken back", async () => {
    const { site, story, program } = await open(app());
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    const path = `/comments/${id}/recommend`;
    const first = await program("POST", path, { body: {} });
    expect(first.json()).toEqual({ recommended: true, recommendCount: 1 });
    const who = as(String(first.headers["belowline-device"]));
    expect((await program("POST", path, { body: { recommended: true }, ...who })).json().recommendCount).toBe(
      1,
    );
    expect((await program("GET", `/comments/${id}`)).json().recommendCount).toBe(1);
    const back = await program("POST", path, { body: { recommended: false }, ...who });
    expect(back.json()).toEqual({ recommended: false, recommendCount: 0 });
    expect(await kept(app(), site, "recommend")).toBe(0);
    const own = await postAsProgram(program, story.id, { name: "Nan", text: "Mine" });
    const vain = await program("POST", `/comments/${own.comment.id}/recommend`, {
      body: {},
      ...as(own.device),
    });
    expect(vain.json()).toEqual({ recommended: false, recommendCount: 0 });
  });

  it("of what isn't published are not taken", async () => {
    const { site, story, program } = await open(app());
    const ids = await makeComments(app(), site, story, [
      { status: "pending" },
      { status: "rejected", replies: [{}] },
    ]);
    for (const id of ids.slice(0, 2)) {
      const vote = await program("POST", `/comments/${id}/recommend`, { body: {} });
      expect(vote.statusCode).toBe(404);
      const report = await program("POST", `/comments/${id}/report`, { body: { reason: "spam" } });
      expect(report.statusCode).toBe(404);
    }
  });

  it("reach the editors once, with a reason", async () => {
    const { site, story, program } = await open(app());
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    const path = `/comments/${id}/report`;
    const first = await program("POST", path, { body: { reason: "abuse", note: "Look" } });
    expect(first.statusCode).toBe(204);
    const who = as(String(first.headers["belowline-device"]));
    expect((await program("POST", path, { body: { reason: "spam" }, ...who })).statusCode).toBe(204);
    expect(await kept(app(), site, "report")).toBe(1);
    for (const body of [{}, { reason: "dislike" }, { reason: "spam", note: 5 }])
      expect((await program("POST", path, { body })).statusCode).toBe(422);
    const odd = { reason: "spam", note: "a\u0000b\ud800" };
    expect((await program("POST", path, { body: odd })).statusCode).toBe(204);
  });

  it("share their limit by the day with the pages", async () => {
    const { site, story, program } = await open(app());
    const [id = 0] = await makeComments(app(), site, story, [{}]);
    for (let n = 0; n < 10; n++) {
      const onPage = await app().post(`${site.prefix}/comments/${id}/report`, { reason: "spam" });
      expect(onPage.statusCode).toBe(200);
    }
    const answer = await program("POST", `/comments/${id}/report`, { body: { reason: "spam" } });
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(3600);
    expect(answer.headers["ratelimit-policy"]).toBe('"minute";q=20;w=60, "day";q=10;w=86400');
    expect(answer.headers.ratelimit).toMatch(/^"minute";r=19;t=\d+, "day";r=0;t=\d+$/);
  });
});
