import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory, type MadeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { startScans, workAtScan, workAtScans } from "./run-scans.ts";
import type { Scan } from "./scan.ts";
import { scanSlice, sliceSize } from "./scan-slice.ts";
import { lastScan } from "./scan.store.ts";

const wall =
  "Wake up people of the quay, they are hiding the true depth of the harbour from you and the mayor knows it, " +
  "ask yourself who gains from the new lanterns and why the heron was never invited to the meeting about it";

onBothEngines("a scan of comments that are there already", (app) => {
  async function paper({ entries = "turnip" } = {}) {
    const site = await makeSite(app());
    await app().database.transact(async (tx) => {
      const list = { name: "Vegetables", kind: "banned", language: "", is_on: 1, entries, entry_count: 1 };
      await tx
        .insertInto("word_list")
        .values({ ...list, site_id: site.id, version: 1, changed_at: 0 })
        .execute();
    });
    return { site, story: await makeStory(app(), site), editor: await makeMember(app(), { role: "editor" }) };
  }

  const path = ({ prefix }: MadeSite) => `${prefix}/desk/rules/scan`;
  const read = (site: MadeSite) => lastScan(app().database.read, site.id);
  const go = () => workAtScans(app().ctx, new AbortController().signal);

  async function begin(site: MadeSite, cookie: { cookie: string }, typed: Record<string, string> = {}) {
    return app().post(path(site), { act: "begin", since: "", most: "500", ...typed }, as(cookie));
  }

  const waiting = async (site: MadeSite) =>
    (
      await app()
        .database.read.selectFrom("queue_item")
        .select(["comment_id", "queue"])
        .where("site_id", "=", site.id)
        .orderBy("comment_id")
        .execute()
    ).map((row) => [row.queue, row.comment_id]);

  it("lets what the rules object to wait, published as it is, and says why", async () => {
    const { site, story, editor } = await paper();
    const [, bad] = await makeComments(app(), site, story, [
      { text: "A kind word" },
      { text: "You turnip!" },
    ]);
    const before = await app().database.read.selectFrom("decision").select("id").execute();
    expect((await begin(site, editor)).statusCode).toBe(303);
    await go();
    expect(await read(site)).toMatchObject({ state: "done", total: 2, looked: 2, found: 1 });
    expect(await waiting(site)).toEqual([["reported", bad]]);
    const row = await app()
      .database.read.selectFrom("comment")
      .select("status")
      .where("id", "=", bad as CommentId)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe("published");
    expect(await app().database.read.selectFrom("decision").select("id").execute()).toEqual(before);
    const shown = await app().get(`${site.prefix}/desk/comments/${bad}`, as(editor));
    expect(shown.body).toContain("Vegetables");
    expect(shown.body).toMatch(/<mark[^>]*>[^<]*turnip/);
    const told = await app().get(path(site), as(editor));
    expect(told.body).toContain("It has looked at all of them.");
    expect(told.body).not.toContain('http-equiv="refresh"');
  });

  it("doesn't bring again what somebody of the desk has decided about, and stops where it is full", async () => {
    const { site, story, editor } = await paper();
    const ids = await makeComments(
      app(),
      site,
      story,
      Array.from({ length: 5 }, (_, n) => ({ text: `turnip ${n}` })),
    );
    const [first = 0 as CommentId] = ids;
    const kept = { status: "published", rule: null, actor: "staff:somebody", reason: "" } as const;
    await decideOnComment(app().ctx, site.id, first as CommentId, kept);
    await begin(site, editor, { most: "2" });
    await go();
    expect(await read(site)).toMatchObject({ state: "full", found: 2, looked: 3 });
    expect((await app().get(path(site), as(editor))).body).toContain("found 2 comments");
    await app().post(path(site), { act: "resume" }, as(editor));
    await go();
    expect(await read(site)).toMatchObject({ state: "done", found: 4, looked: 5 });
    expect((await waiting(site)).map(([, id]) => id)).toEqual(ids.slice(1));
  });

  it("runs once at a time, can be stopped, and goes on where it was, in any process", async () => {
    const { site, story, editor } = await paper();
    const many = Array.from({ length: sliceSize + 20 }, (_, n) => ({
      text: n === sliceSize + 5 ? "turnip" : `Word ${n}`,
      at: app().clock.now - 100_000 + n,
    }));
    await makeComments(app(), site, story, many);
    await begin(site, editor);
    await begin(site, editor);
    expect(
      await app().database.read.selectFrom("scan_run").select("id").where("site_id", "=", site.id).execute(),
    ).toHaveLength(1);
    expect((await app().get(path(site), as(editor))).body).toContain('http-equiv="refresh"');
    const scan = (await read(site)) as Scan;
    const open = app().ctx.sites.byId(site.id);
    if (!open) throw new Error("no site");
    const stopping = new AbortController();
    await workAtScan(app().ctx, scan, { signal: stopping.signal, onSlice: () => stopping.abort() });
    expect(await read(site)).toMatchObject({ state: "running", looked: sliceSize });
    // A process that still thinks that it is at the beginning writes nothing.
    expect(await scanSlice(app().ctx, open, scan)).toBeNull();
    await app().post(path(site), { act: "stop" }, as(editor));
    await go();
    expect(await read(site)).toMatchObject({ state: "stopped", looked: sliceSize, found: 0 });
    await app().post(path(site), { act: "resume" }, as(editor));
    await go();
    expect(await read(site)).toMatchObject({ state: "done", looked: sliceSize + 20, found: 1 });
  });

  it("is taken up by another process when its own is gone, and not before", async () => {
    const { site, story, editor } = await paper();
    await makeComments(app(), site, story, [{ text: "turnip" }]);
    await begin(site, editor);
    await app().database.transact((tx) =>
      tx
        .updateTable("scan_run")
        .set({ taken_until: app().clock.now + 20_000 })
        .where("site_id", "=", site.id)
        .execute(),
    );
    await go();
    expect(await read(site)).toMatchObject({ state: "running", looked: 0 });
    app().clock.now += 21_000;
    const stop = startScans(app().ctx);
    await expect.poll(async () => (await read(site))?.state, { timeout: 8000 }).toBe("done");
    await stop();
  });

  it("finds walls of text, and keeps what was said in the last month for those that come", async () => {
    const { site, story, editor } = await paper({ entries: "zzzz" });
    const aDay = 24 * 3_600_000;
    const [old, one, two] = await makeComments(app(), site, story, [
      { text: `${wall} long ago`, at: app().clock.now - 40 * aDay },
      { text: wall, at: app().clock.now - 3 * aDay },
      { text: wall.replace("people", "friends"), at: app().clock.now - 2 * aDay },
    ]);
    await begin(site, editor);
    await go();
    expect(await waiting(site)).toEqual([["reported", two]]);
    const kept = await app()
      .database.read.selectFrom("repeat_text")
      .select("comment_id")
      .where("comment_id", "in", [old, one, two] as CommentId[])
      .orderBy("comment_id")
      .execute();
    expect(kept.map((row) => row.comment_id)).toEqual([one, two]);
    await app().post(`${story.path}/comments`, { name: "Nan", text: `${wall} again` });
    expect((await waiting(site)).map(([queue]) => queue)).toContain("held");
    // A second scan keeps nothing twice.
    app().clock.now += 1000;
    await begin(site, editor);
    await go();
    expect(await read(site)).toMatchObject({ state: "done" });
  });

  it("forgets what it saw when the words are erased", async () => {
    const { site, story, editor } = await paper();
    const [bad] = await makeComments(app(), site, story, [{ text: "turnip" }]);
    await begin(site, editor);
    await go();
    const { moderationTrace } = await import("../held.ts");
    await app().database.transact((tx) =>
      moderationTrace(tx, [{ id: bad as CommentId, siteId: site.id, authorName: "Nan", createdAt: 0 }], {
        level: "words",
      } as never),
    );
    const left = await app()
      .database.read.selectFrom("scan_finding")
      .select("phase")
      .where("comment_id", "=", bad as CommentId)
      .execute();
    expect(left).toEqual([]);
  });

  it("takes a day and a number, and says at the field what is wrong with them", async () => {
    const { site, story, editor } = await paper();
    await makeComments(app(), site, story, [{ text: "turnip", at: app().clock.now - 10 * 24 * 3_600_000 }]);
    const wrong = await begin(site, editor, { since: "2999-01-01", most: "0" });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain("f-since-e");
    expect(wrong.body).toContain("f-most-e");
    expect(wrong.body).toContain("2999-01-01");
    expect(await read(site)).toBeNull();
    await begin(site, editor, { since: "2026-06-05" });
    await go();
    expect(await read(site)).toMatchObject({ state: "done", total: 0, looked: 0, found: 0 });
  });
});
