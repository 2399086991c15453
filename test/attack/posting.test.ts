import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { expect, it } from "vitest";
import { decideOnComment } from "../../src/features/discussion/decide-on-comment.ts";
import { changeDiscussion } from "../../src/features/stories/change-discussion.ts";
import { findStory } from "../../src/features/stories/reading.ts";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { type MadeSite, type MadeStory, makeComments, makeSite, makeStory } from "../factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../harness.ts";

const key = "an-unguessable-key-of-some-length";

async function open(
  app: TestApp,
  settings: object = {},
): Promise<{ site: MadeSite; story: MadeStory; path: string }> {
  app.clock.now += 3_600_000;
  const site = await makeSite(app, {
    settings: { postsPerDevice: 1000, postsPerNetwork: 10_000, ...settings },
  });
  const story = await makeStory(app, site);
  return { site, story, path: `${story.path}/comments` };
}

async function texts(app: TestApp, story: MadeStory): Promise<string[]> {
  const rows = await app.database.read
    .selectFrom("comment")
    .select("text")
    .where("story_id", "=", story.id)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.text);
}

const idOf = (location: unknown) => Number(/(\d+)$/.exec(String(location))?.[1]) as CommentId;

onBothEngines("a post that comes more than once", (app) => {
  it("is one comment by its key, however many arrive at the same moment", async () => {
    const { story, path } = await open(app());
    const all = await Promise.all(
      Array.from({ length: 8 }, () => app().post(path, { name: "Nan", text: "Once", key })),
    );
    expect(new Set(all.map((answer) => answer.statusCode))).toEqual(new Set([303]));
    expect(new Set(all.map((answer) => answer.headers.location)).size).toBe(1);
    expect(await texts(app(), story)).toEqual(["Once"]);
  });

  it("is one comment without a key too: the reader had no script and pressed twice", async () => {
    const { story, path } = await open(app());
    const all = await Promise.all([0, 1, 2].map(() => app().post(path, { name: "Nan", text: "Once" })));
    expect(new Set(all.map((answer) => answer.headers.location)).size).toBe(1);
    expect(await texts(app(), story)).toEqual(["Once"]);
  });

  it("can still be changed by the reader whose first answer was lost", async () => {
    const { site, path } = await open(app());
    await app().post(path, { name: "Nan", text: "Lost answer", key });
    const again = await app().post(path, { name: "Nan", text: "Lost answer", key });
    const edit = `${site.prefix}/comments/${idOf(again.headers.location)}/edit`;
    expect((await app().get(edit, { cookie: cookiesOf(again) })).statusCode).toBe(200);
  });

  it("with another text is refused under the same key, with the form", async () => {
    const { story, path } = await open(app());
    await app().post(path, { name: "Nan", text: "First", key });
    const other = await app().post(path, { name: "Nan", text: "Second", key });
    expect(other.statusCode).toBe(422);
    expect(other.body).toContain("Second");
    expect(await texts(app(), story)).toEqual(["First"]);
  });

  it("is refused with a reason when the same device says the same later, whoever said it in between", async () => {
    const { story, path } = await open(app());
    const first = await app().post(path, { name: "Nan", text: "Hear hear" });
    const cookie = cookiesOf(first);
    app().clock.now += 120_000;
    expect((await app().post(path, { name: "Neighbour", text: "hear HEAR" })).statusCode).toBe(303);
    const again = await app().post(path, { name: "Nan", text: " Hear hear " }, { cookie });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain("You have said exactly this already.");
    expect(again.body).toMatch(/aria-invalid="true"|aria-invalid/);
    expect(await texts(app(), story)).toHaveLength(2);
  });

  it("counts as a post of its own for somebody else in the house", async () => {
    const { story, path } = await open(app(), { nameRequired: false });
    await app().post(path, { name: "Nan", text: "I agree" });
    await app().post(path, { name: "Ada", text: "I agree" });
    await app().post(path, { name: "", text: "I agree" });
    expect(await texts(app(), story)).toEqual(["I agree", "I agree", "I agree"]);
  });
});

onBothEngines("somebody else's comment", (app) => {
  it("can't be had by sending its text again from the same network", async () => {
    const { site, path } = await open(app());
    const own = await app().post(path, { name: "Nan", text: "Mine alone", key });
    const id = idOf(own.headers.location);
    const tries = [
      { name: "Nan", text: "Mine alone" },
      { name: "Nan", text: "Mine alone", key: "another-key-of-some-length" },
      { name: "Nan", text: "Something else", key },
      { name: "Nan", text: "Mine alone", key, email: "mallory@example.org" },
    ];
    for (const fields of tries) {
      const theirs = await app().post(path, fields);
      const cookie = cookiesOf(theirs);
      for (const act of ["edit", "withdraw"]) {
        expect((await app().get(`${site.prefix}/comments/${id}/${act}`, { cookie })).statusCode).toBe(403);
        const changed = await app().post(
          `${site.prefix}/comments/${id}/${act}`,
          { text: "Stolen" },
          { cookie },
        );
        expect(changed.statusCode, JSON.stringify(fields)).toBe(403);
      }
    }
    expect(
      (await app().get(`${site.prefix}/comments/${id}/edit`, { cookie: cookiesOf(own) })).body,
    ).toContain("Mine alone");
  });

  it("isn't given away by a key that two programs share", async () => {
    const { site, path } = await open(app());
    const first = await app().post(path, { name: "Nan", text: "From the first", key });
    const second = await app().post(path, { name: "Ned", text: "From the second", key });
    expect(cookiesOf(second)).not.toBe(cookiesOf(first));
    const edit = `${site.prefix}/comments/${idOf(first.headers.location)}/edit`;
    expect((await app().get(edit, { cookie: cookiesOf(second) })).statusCode).toBe(403);
  });

  it("can't be had with a cookie that we didn't sign", async () => {
    const { site, path } = await open(app());
    const own = await app().post(path, { name: "Nan", text: "Signed" });
    const id = idOf(own.headers.location);
    const value = own.cookies.find(({ name }) => name === "bl_device")?.value ?? "";
    const [device = "", signature = ""] = value.split(".");
    const forged = [
      device,
      `${device}.`,
      `.${signature}`,
      `${device}.${signature.slice(1)}x`,
      `${device}x.${signature}`,
      "__proto__",
      "%ZZ",
      "",
    ];
    for (const cookie of forged) {
      const answer = await app().get(`${site.prefix}/comments/${id}/edit`, { cookie: `bl_device=${cookie}` });
      expect(answer.statusCode, cookie).toBe(403);
    }
    expect(own.cookies.find(({ name }) => name === "bl_device")).toMatchObject({
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
    });
  });

  it("isn't reached through another site, or below another story", async () => {
    const { site, story } = await open(app());
    const [id = 0] = await makeComments(app(), site, story, [{ text: "Here", replies: [{}] }]);
    const other = await open(app());
    for (const end of ["", "/reply", "/edit", "/report", "/withdraw"]) {
      const { statusCode } = await app().get(`${other.site.prefix}/comments/${id}${end}`);
      expect([403, 404]).toContain(statusCode);
    }
    expect((await app().get(`${other.story.path}/threads/${id}`)).statusCode).toBe(404);
    const answer = await app().post(other.path, { name: "Nan", text: "Across", parent: String(id) });
    expect(answer.statusCode).toBe(422);
    expect((await app().post(`${other.site.prefix}/comments/${id}/recommend`, { on: "1" })).statusCode).toBe(
      404,
    );
    expect(
      (await app().post(`${other.site.prefix}/comments/${id}/report`, { reason: "spam" })).statusCode,
    ).toBe(404);
    const sibling = await makeStory(app(), site);
    expect((await app().get(`${sibling.path}/threads/${id}`)).statusCode).toBe(404);
    expect(
      (await app().post(`${sibling.path}/comments`, { name: "Nan", text: "x", parent: String(id) }))
        .statusCode,
    ).toBe(422);
  });
});

onBothEngines("a changed comment", (app) => {
  it("waits again where comments wait, and a decision says why", async () => {
    const { site, story, path } = await open(app());
    const posted = await app().post(path, { name: "Nan", text: "Harmless" });
    const id = idOf(posted.headers.location);
    await app().database.transact(async (tx) => {
      const found = await findStory(tx, site.id, story.slug);
      if (found)
        await changeDiscussion(tx, found, {
          mode: "premoderated",
          notice: "",
          closesAt: null,
          at: app().clock.now,
        });
    });
    await app().relay.deliver();
    await app().post(
      `${site.prefix}/comments/${id}/edit`,
      { text: "Buy my boats" },
      { cookie: cookiesOf(posted) },
    );
    expect((await app().get(story.path)).body).not.toContain("Buy my boats");
    const decisions = await app()
      .database.read.selectFrom("decision")
      .selectAll()
      .where("comment_id", "=", id)
      .execute();
    expect(decisions).toMatchObject([
      { actor: "rule:discussionMode", action: "hold", before: "published", after: "pending" },
    ]);
  });

  it("is the only kind of change that a reader can make, and every status has its decision", async () => {
    const { site, story, path } = await open(app());
    const posted = await app().post(path, { name: "Nan", text: "Back and forth" });
    const id = idOf(posted.headers.location);
    for (const status of ["rejected", "spam", "pending", "published"] as const) {
      await decideOnComment(app().ctx, site.id, id, { status, rule: null, actor: "staff:desk", reason: "" });
    }
    await app().post(`${site.prefix}/comments/${id}/withdraw`, {}, { cookie: cookiesOf(posted) });
    const events = await app()
      .database.read.selectFrom("event")
      .select("payload")
      .where("site_id", "=", site.id)
      .where("type", "=", "comment.status")
      .orderBy("id")
      .execute();
    const decisions = await app()
      .database.read.selectFrom("decision")
      .select(["before", "after"])
      .where("comment_id", "=", id)
      .orderBy("id")
      .execute();
    expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject(decisions);
    expect(decisions.map(({ after }) => after)).toEqual([
      "rejected",
      "spam",
      "pending",
      "published",
      "withdrawn",
    ]);
    expect((await app().get(story.path)).body).not.toContain("Back and forth");
  });
});

onBothEngines("recommends and reports", (app) => {
  it("count once a device, never for one's own, and not for what isn't published", async () => {
    const { site, story, path } = await open(app());
    const own = await app().post(path, { name: "Nan", text: "Praise me" });
    const id = idOf(own.headers.location);
    const recommend = `${site.prefix}/comments/${id}/recommend`;
    await app().post(recommend, { on: "1" }, { cookie: cookiesOf(own) });
    const other = cookiesOf(await app().post(recommend, { on: "1" }));
    await app().post(recommend, { on: "1" }, { cookie: other });
    const count = () =>
      app()
        .database.read.selectFrom("comment")
        .select("recommend_count")
        .where("id", "=", id)
        .executeTakeFirst();
    expect(await count()).toEqual({ recommend_count: 1 });
    await app().post(recommend, { on: "0" }, { cookie: other });
    await app().post(recommend, { on: "0" }, { cookie: other });
    expect(await count()).toEqual({ recommend_count: 0 });
    for (const status of ["pending", "rejected", "withdrawn"] as const) {
      const [hidden] = await makeComments(app(), site, story, [{ status }]);
      expect((await app().post(`${site.prefix}/comments/${hidden}/recommend`, { on: "1" })).statusCode).toBe(
        404,
      );
      expect(
        (await app().post(`${site.prefix}/comments/${hidden}/report`, { reason: "spam" })).statusCode,
      ).toBe(404);
    }
  });

  it("stop at a number a day from one network, however often the device changes", async () => {
    const { site, story } = await open(app());
    const [id, second] = await makeComments(app(), site, story, [{}, {}]);
    const flood = async (act: string, fields: Record<string, string>) => {
      for (let n = 0; n < 80; n++) {
        await app().post(`${site.prefix}/comments/${id}/${act}`, fields);
        app().clock.now += 10_000;
      }
    };
    await flood("recommend", { on: "1" });
    await flood("report", { reason: "spam" });
    const counts = await app()
      .database.read.selectFrom("comment")
      .select(["recommend_count", "report_count"])
      .where("id", "=", id as CommentId)
      .executeTakeFirstOrThrow();
    expect(counts.recommend_count).toBeLessThanOrEqual(60);
    expect(counts.report_count).toBeLessThanOrEqual(10);
    const about = await app().post(`${site.prefix}/comments/${second}/report`, { reason: "abuse" });
    expect(about.statusCode).toBe(200);
  });
});

onBothEngines("limits and traps", (app) => {
  it("are told in the form before they are hit", async () => {
    const { story } = await open(app(), { maxLength: 500, maxLinks: 2 });
    const { body } = await app().get(story.path);
    expect(body).toMatch(/id="c-limits">[^<]*500[^<]*2[^<]*</);
  });

  it("give everything back that was typed, each message at its field", async () => {
    const { story, path } = await open(app(), { maxLength: 100 });
    const typed = {
      name: `${"N".repeat(61)}<b>`,
      email: "nan at example",
      text: `${"long ".repeat(40)}</textarea><b>`,
    };
    const { statusCode, body } = await app().post(path, typed);
    expect(statusCode).toBe(422);
    for (const field of ["name", "email", "text"]) {
      expect(body).toMatch(new RegExp(`id="c-${field}" name=.*? aria-describedby="c-${field}-e[ "]`));
      expect(body).toContain(`id="c-${field}-e"`);
    }
    expect(body).toContain("N&lt;b>");
    expect(body).toContain("nan at example");
    expect(body).toContain("&lt;/textarea>");
    expect(await texts(app(), story)).toEqual([]);
    const huge = await app().post(path, {
      name: "n".repeat(50_000),
      email: "e".repeat(50_000),
      text: "Hello there",
    });
    expect([huge.statusCode, huge.body.includes("Hello there")]).toEqual([422, true]);
  });

  it("hold for a device and for a network, whatever X-Forwarded-For says", async () => {
    const { path } = await open(app(), { postsPerDevice: 2, postsPerNetwork: 4 });
    const first = await app().post(path, { name: "Nan", text: "1" });
    const cookie = cookiesOf(first);
    await app().post(path, { name: "Nan", text: "2" }, { cookie });
    const third = await app().post(path, { name: "Nan", text: "3" }, { cookie });
    expect([third.statusCode, third.body.includes("Please wait")]).toEqual([422, true]);
    const lie = (n: number) => ({
      "x-forwarded-for": `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
      "x-real-ip": `203.0.113.${n}`,
    });
    expect((await app().post(path, { name: "Nan", text: "4" }, lie(4))).statusCode).toBe(303);
    expect((await app().post(path, { name: "Nan", text: "5" }, lie(5))).statusCode).toBe(303);
    expect((await app().post(path, { name: "Nan", text: "6" }, lie(6))).statusCode).toBe(422);
    app().clock.now += 10 * 60_000 + 1;
    expect((await app().post(path, { name: "Nan", text: "7" }, { cookie })).statusCode).toBe(303);
  });

  it("stop a flood from one network before it reaches the database", async () => {
    const { path } = await open(app());
    const answers = [];
    for (let n = 0; n < 40; n++)
      answers.push((await app().post(path, { name: "Nan", text: `Flood ${n}` })).statusCode);
    expect(answers.filter((status) => status === 303)).toHaveLength(30);
    expect(answers.at(-1)).toBe(429);
  });

  it("catch a machine that fills in every field, and tell a person what to do", async () => {
    const { story, path } = await open(app());
    const { statusCode, body } = await app().post(path, {
      name: "Nan",
      text: "Hello",
      website: "https://spam.example",
    });
    expect(statusCode).toBe(422);
    expect(body).toContain("is there for machines");
    expect(await texts(app(), story)).toEqual([]);
  });

  it("keep a guest's name from reading like one of the staff's, in foreign letters too", async () => {
    const { site, path } = await open(app());
    await app().database.transact((tx) =>
      tx
        .insertInto("person")
        .values(
          ["Nora Quill", "نەسرین کەریم"].map((name) => ({
            site_id: site.id,
            kind: "staff",
            name,
            title: "",
            email_sealed: null,
            email_hash: null,
            device_hash: null,
            created_at: 0,
          })),
        )
        .execute(),
    );
    const alike = [
      "nora quill",
      "N.o.r.a Quill",
      "Nоra Quill",
      "Νora Quill",
      "Nora Qui11",
      "Ｎora Quill",
      "Nóra Quill",
      "No\u200Dra Quill",
      "نـەسرین کەریم",
      "نەسرين كەریم",
    ];
    for (const [n, name] of alike.entries()) {
      const { statusCode, body } = await app().post(path, { name, text: `As ${n}` });
      expect(statusCode, name).toBe(422);
      expect(body).toContain("reads like one of our staff");
    }
    for (const name of ["Nora", "Quill", "Nora Quillon", "Nadia"]) {
      expect((await app().post(path, { name, text: `I am ${name}` })).statusCode, name).toBe(303);
    }
  });
});

onBothEngines("a proof of work", (app) => {
  it("lets a comment through once; without one it waits, with a false one it is refused", async () => {
    // The library reads the machine's own clock.
    app().clock.now = Date.now();
    const { site, story, path } = await open(app(), { challenge: true });
    app().clock.now = Date.now();
    const answer = await app().get(`${site.prefix}/challenge`);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const challenge: Challenge = answer.json();
    const solved = await solveChallenge({ challenge, deriveKey });
    const solution = JSON.stringify({ challenge, solution: solved });
    const statusOf = async (text: string) =>
      (
        await app()
          .database.read.selectFrom("comment")
          .select("status")
          .where("text", "=", text)
          .executeTakeFirst()
      )?.status;

    const cheaper = JSON.stringify({
      challenge: { ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: "" } },
      solution: solved,
    });
    for (const wrong of [
      "x",
      "{}",
      "null",
      "[]",
      cheaper,
      solution.replace(/"counter":\d+/, '"counter":-1'),
    ]) {
      const refused = await app().post(path, { name: "Nan", text: "False", solution: wrong });
      expect(refused.statusCode, wrong.slice(0, 40)).toBe(422);
    }
    expect((await app().post(path, { name: "Nan", text: "Worked", key, solution })).statusCode).toBe(303);
    expect((await app().post(path, { name: "Nan", text: "Worked", key, solution })).statusCode).toBe(303);
    expect((await app().post(path, { name: "Nan", text: "Twice", solution })).statusCode).toBe(422);
    await app().post(path, { name: "Nan", text: "Without" });
    expect([await statusOf("Worked"), await statusOf("Twice"), await statusOf("Without")]).toEqual([
      "published",
      undefined,
      "pending",
    ]);
    expect((await texts(app(), story)).filter((text) => text === "Worked")).toHaveLength(1);
    expect((await app().get(story.path)).body).toContain(`data-challenge="${site.prefix}/challenge"`);
  });
});
