import { expect, it } from "vitest";
import { everythingKept, filesOfPostgres } from "../../../../test/erasing.ts";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { cookiesOf, freshApp, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { makeMember } from "../../../../test/members.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { beginErasure, continueErasure, resumeErasures } from "./erase.ts";
import type { Level } from "./holding.ts";

const address = "Marked.Writer@mail.example.org";
const name = "Markedname Quill";
const text = "Markedwords of the writer";

async function write(
  app: TestApp,
  story: MadeStory,
  fields: Record<string, string>,
  cookie = "",
): Promise<{ id: CommentId; cookie: string }> {
  const posted = await app.post(
    `${story.path}/comments`,
    { name, email: address, text, ...fields },
    cookie ? { cookie } : {},
  );
  expect(posted.statusCode).toBe(303);
  const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
  return { id, cookie: cookiesOf(posted, cookie) };
}

/** A guest with everything that a guest can leave behind. */
async function aLife(app: TestApp) {
  const site = await makeSite(app);
  const story = await makeStory(app, site);
  const first = await write(app, story, {});
  const { cookie } = first;
  await app.post(`${site.prefix}/comments/${first.id}/edit`, { text: `${text}, changed` }, { cookie });
  const alone = await write(app, story, { text: `${text}, alone` }, cookie);
  const answer = await write(
    app,
    story,
    { name: "Other", email: "", text: "An answer", parent: String(first.id) },
    "",
  );
  await app.post(`${site.prefix}/comments/${answer.id}/recommend`, { on: "1" }, { cookie });
  await app.post(
    `${site.prefix}/comments/${answer.id}/report`,
    { reason: "spam", note: "Markednote of the reader" },
    { cookie },
  );
  await app.post(
    `${site.prefix}/comments/${first.id}/report`,
    { reason: "abuse", note: `Markednote: ${name} again` },
    { cookie: answer.cookie },
  );
  await decideOnComment(app.ctx, site.id, alone.id, {
    status: "rejected",
    rule: null,
    actor: "staff:Desk",
    reason: `Markedreason: ${name} shouts`,
  });
  await app.settle();
  return { site, story, cookie, first: first.id, alone: alone.id, answer: answer.id };
}

async function eraseBy(app: TestApp, site: MadeSite, cookie: string, level: Level): Promise<string> {
  const chosen = await app.post(`${site.prefix}/my-data/choose`, { level }, { cookie });
  expect(chosen.statusCode).toBe(200);
  const erased = await app.post(`${site.prefix}/my-data/erase`, { level }, { cookie });
  expect(erased.statusCode).toBe(303);
  const receipt = await app.get(String(erased.headers.location));
  expect(receipt.statusCode).toBe(200);
  expect(receipt.body).toContain("done, ");
  return String(erased.headers.location);
}

const places = (site: MadeSite, story: MadeStory) => [
  story.path,
  `${site.prefix}/`,
  `${site.prefix}/latest-comments`,
  `${site.prefix}/feeds/stories/${story.slug}.rss`,
  `${site.prefix}/api/v1/stories/${story.slug}/comments`,
  `${site.prefix}/api/v1/latest-comments`,
];

onBothEngines("an erasure", (app, engine) => {
  it("takes the name from comments: they stay, and nothing joins them", async () => {
    const { site, story, cookie } = await aLife(app());
    const stranger = await write(app(), story, { name: "Nan", email: "", text: "Mine stays mine" });
    await eraseBy(app(), site, cookie, "name");
    for (const path of places(site, story)) {
      const { body } = await app().get(path, { cookie });
      expect(body, path).not.toContain("Markedname");
      if (path === story.path) {
        expect(body).toContain("A former reader");
        expect(body).toContain(`${text}, changed`);
      }
    }
    const kept = await everythingKept(app(), engine);
    expect(kept).not.toContain("Markedname");
    expect(kept).not.toMatch(/marked\.writer/i);
    expect(kept).toContain(text);
    const rows = await app()
      .database.read.selectFrom("comment")
      .innerJoin("person", "person.id", "comment.author_id")
      .leftJoin("comment_origin", "comment_origin.comment_id", "comment.id")
      .select(["person.device_hash", "comment_origin.at"])
      .where("comment.author_name", "=", "A former reader")
      .execute();
    expect(rows).toEqual([
      { device_hash: "-", at: null },
      { device_hash: "-", at: null },
    ]);
    expect((await app().get(`${site.prefix}/my-data`, { cookie: stranger.cookie })).body).toContain(
      "Comments",
    );
  });

  it("takes the words too: a tombstone stays where somebody answered, and counts are right", async () => {
    const { site, story, cookie, first, alone, answer } = await aLife(app());
    await eraseBy(app(), site, cookie, "words");
    const { body } = await app().get(story.path);
    expect(body).toContain(`id="c-${first}"`);
    expect(body).toContain("The author withdrew this comment.");
    expect(body).toContain(`id="c-${answer}"`);
    expect(body).not.toContain(`id="c-${alone}"`);
    expect(body).not.toMatch(/Markedname|Markedwords/);
    const { comment_count } = await app()
      .database.read.selectFrom("discussion")
      .select("comment_count")
      .where("story_id", "=", story.id)
      .executeTakeFirstOrThrow();
    expect(comment_count).toBe(1);
    const reports = await app()
      .database.read.selectFrom("report")
      .select(["note", "reason"])
      .where("comment_id", "in", [first, answer])
      .orderBy("id")
      .execute();
    // What they reported themselves is theirs still; what was said about their words went with the words.
    expect(reports).toEqual([
      { reason: "spam", note: "Markednote of the reader" },
      { reason: "abuse", note: "" },
    ]);
  });

  it("takes everything: no trace in any file, column, page, feed or answer", async () => {
    const { site, story, cookie } = await aLife(app());
    await eraseBy(app(), site, cookie, "everything");
    for (const path of places(site, story)) {
      for (const headers of [{}, { cookie }]) {
        const { body } = await app().get(path, headers as Record<string, string>);
        expect(body, path).not.toMatch(/Marked(?!note of)/);
      }
    }
    const device = await app().get(`${site.prefix}/my-data`, { cookie });
    expect(device.body).toContain("We hold nothing here.");
    const columns = await everythingKept(app(), engine);
    // What the tests before this one have left on purpose.
    expect(columns.replaceAll(text, "").replaceAll("Markednote of the reader", "")).not.toMatch(/Marked/);
    const votes = await app().database.read.selectFrom("recommend").select("voter").execute();
    expect(votes.map(({ voter }) => voter).filter((voter) => voter.startsWith("~"))).not.toEqual([]);
  });

  it("leaves a receipt that says what was done, and not whose it was", async () => {
    const { site, cookie } = await aLife(app());
    const location = await eraseBy(app(), site, cookie, "everything");
    const { body } = await app().get(location);
    expect(body).toContain("Everything");
    const rows = await app().database.read.selectFrom("erasure").selectAll().execute();
    for (const row of rows) {
      expect(row).toMatchObject({ subject_sealed: null, step: null });
      expect(row.finished_at).not.toBeNull();
    }
    const wrong = await app().get(`${site.prefix}/my-data/receipt?number=nonsense`);
    expect(wrong.statusCode).toBe(404);
    expect(wrong.body).toContain("no receipt with this number");
  });

  it("goes on where it was when the program is killed, and several may go on at once", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const { cookie } = await write(app(), story, {});
    const many = await makeComments(
      app(),
      site,
      story,
      Array.from({ length: 130 }, (_, n) => ({ name: "Markedmany", text: `Markedmany ${n}` })),
    );
    const device = await app()
      .database.read.selectFrom("person")
      .innerJoin("comment", "comment.author_id", "person.id")
      .select(["person.id", "person.device_hash"])
      .where("comment.author_name", "=", name)
      .where("comment.story_id", "=", story.id)
      .executeTakeFirstOrThrow();
    await app().database.transact(async (tx) => {
      await tx
        .updateTable("comment")
        .set({ author_id: device.id })
        .where("id", "in", many as CommentId[])
        .execute();
    });
    const begun = await beginErasure(app().ctx, {
      key: { kind: "device", deviceHash: device.device_hash ?? "" },
      level: "everything",
      siteId: site.id,
      by: "self",
    });
    if (begun.outcome !== "begun") throw new Error(begun.outcome);
    expect(await continueErasure(app().ctx, begun.receipt, 6)).toBe(false);
    // Nobody writes as them from then on.
    await write(app(), story, { name: "Markedmany", text: "After it began" }, cookie);
    const [one, other] = [await freshApp(app()), await freshApp(app())];
    await Promise.all([resumeErasures(one.ctx), resumeErasures(other.ctx)]);
    await one.close();
    await other.close();
    const left = await app()
      .database.read.selectFrom("comment")
      .select(["text", "author_name"])
      .where("story_id", "=", story.id)
      .where("text", "!=", "")
      .execute();
    expect(left).toEqual([{ text: "After it began", author_name: "Markedmany" }]);
    const row = await app()
      .database.read.selectFrom("erasure")
      .selectAll()
      .where("id", "=", begun.receipt)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.counts)).toMatchObject({ comments: 131, writers: 1 });
  });

  it("ends an account at once, with all its sessions, and keeps no hash of it", async () => {
    const site = await makeSite(app());
    const member = await makeMember(app(), { name: "Markedmember", address: "markedmember@example.org" });
    const { cookie } = member;
    const erased = await app().post(
      `${site.prefix}/settings/privacy/erase`,
      { level: "everything" },
      { cookie },
    );
    expect(String(erased.headers.location)).toContain("/my-data/receipt?number=");
    expect((await app().get(`${site.prefix}/settings/privacy`, { cookie })).statusCode).toBe(303);
    const kept = await everythingKept(app(), engine);
    expect(kept).not.toMatch(/markedmember/i);
    expect(kept).not.toContain(app().ctx.keys.hash("email", "markedmember@example.org"));
  });

  it("never takes the last admin away, and takes one of two", async () => {
    const site = await makeSite(app());
    const admin = await makeMember(app(), { role: "admin" });
    const erase = (cookie: string) =>
      app().post(`${site.prefix}/settings/privacy/erase`, { level: "everything" }, { cookie });
    const refused = await erase(admin.cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("You are the only admin");
    expect((await app().get(`${site.prefix}/settings/privacy`, { cookie: admin.cookie })).statusCode).toBe(
      200,
    );
    const second = await makeMember(app(), { role: "admin" });
    expect((await erase(second.cookie)).statusCode).toBe(303);
    await app().database.transact((tx) =>
      tx.deleteFrom("staff_role").where("member_id", "=", admin.id).execute(),
    );
  });

  it("is done by staff for somebody who asks, by address, handle or comment, and by nobody else", async () => {
    const { site, first } = await aLife(app());
    const editor = await makeMember(app(), { role: "editor" });
    const ofOneSite = await makeMember(app(), { role: "editor", siteId: site.id });
    const moderator = await makeMember(app(), { role: "moderator", siteId: site.id });
    const desk = (act: string, fields: Record<string, string>, cookie = editor.cookie) =>
      app().post(`${site.prefix}/desk/privacy/${act}`, fields, { cookie });
    expect((await desk("find", { who: address }, moderator.cookie)).statusCode).toBe(403);
    // Whose account or address it is writes on other sites too.
    await makeMember(app(), { name: "Known Here", address: "known.here@example.org" });
    for (const who of ["@known-here", "known.here@example.org", address])
      expect((await desk("find", { who }, ofOneSite.cookie)).statusCode, who).toBe(403);
    expect((await desk("find", { who: `#${first}` }, ofOneSite.cookie)).statusCode).toBe(200);
    const missed = await desk("find", { who: "nobody@example.org" });
    expect(missed.statusCode).toBe(422);
    expect(missed.body).toContain("nobody@example.org");
    for (const who of [`#${first}`, "@alma-reed", address.toUpperCase()]) {
      const found = await desk("find", { who });
      expect(found.statusCode, who).toBe(200);
      expect(found.body.toLowerCase()).not.toContain("marked.writer");
    }
    const found = await desk("find", { who: address });
    const foreign = await desk("find", { who: "@known-here" });
    const other = /name="t" value="([^"]+)"/.exec(foreign.body)?.[1] ?? "";
    for (const act of ["export", "erase"])
      expect((await desk(act, { t: other, level: "name" }, ofOneSite.cookie)).statusCode, act).toBe(403);
    const t = /name="t" value="([^"]+)"/.exec(found.body)?.[1] ?? "";
    expect((await desk("export", { t })).headers["content-type"]).toBe("application/zip");
    expect((await app().get(`${site.prefix}/my-data/address?t=${t}`)).body).toContain(
      "does not work any more",
    );
    const done = await desk("erase", { t, level: "everything" });
    expect(String(done.headers.location)).toContain("/my-data/receipt?number=");
    const events = await app()
      .database.read.selectFrom("event")
      .select(["type", "payload"])
      .where("site_id", "=", site.id)
      .where("type", "in", ["person.exported", "erasure.ordered", "erasure.done"])
      .orderBy("id")
      .execute();
    expect(events.map(({ type }) => type)).toEqual(["person.exported", "erasure.ordered", "erasure.done"]);
    expect(JSON.parse(events[1]?.payload ?? "")).toMatchObject({ by: editor.id, level: "everything" });
    expect((await desk("find", { who: address })).statusCode).toBe(422);
  });

  it("can be proved in the files of the database, once they are written anew", async () => {
    const { site, cookie } = await aLife(app());
    for (const level of ["name", "words", "everything"] as const) {
      const life = await aLife(app());
      await eraseBy(app(), life.site, life.cookie, level);
    }
    await eraseBy(app(), site, cookie, "everything");
    await app().database.scrub("files");
    const files = engine === "sqlite" ? await everythingKept(app(), engine) : await filesOfPostgres(app());
    // A server that was given for the tests may keep its files elsewhere.
    if (files === null) return expect(process.env["TEST_DATABASE_URL"]).toBeDefined();
    expect(files).toContain("A former reader");
    expect(files).not.toMatch(/marked\.writer/i);
    expect(files).not.toContain("Markedname");
    expect(files).not.toContain("Markedreason");
  });
});
