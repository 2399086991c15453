import { expect, it } from "vitest";
import { makeComments } from "../../../../test/factories.ts";
import { cookiesOf, freshApp, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { decide, makePlace, type Place, teachSome } from "../../../../test/taught.ts";
import type { App } from "../../../app.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { bytesOfModel } from "./core/model-bytes.ts";
import { catchUp } from "./learner.ts";
import { keepSnapshot } from "./keep-snapshot.ts";
import { learnerView } from "./learner-view.ts";

const bytesIn = async (app: Pick<App, "ctx">, { site }: Place) =>
  Buffer.from(bytesOfModel((await catchUp(app.ctx, site.id)).model));

const scoreIn = async (app: TestApp, { site }: Place, id: CommentId) =>
  (await learnerView(app.ctx, { id, siteId: site.id }))?.score ?? Number.NaN;

onBothEngines("the learner of a site", (app) => {
  it("learns from what the staff decides", async () => {
    const place = await makePlace(app());
    const [asked] = (await makeComments(app(), place.site, place.story, [
      { text: "Earn money with a channel" },
    ])) as [CommentId];
    expect(await learnerView(app().ctx, { id: asked, siteId: place.site.id })).toBeNull();
    await teachSome(app(), place, 20);
    const view = await learnerView(app().ctx, { id: asked, siteId: place.site.id });
    expect(view).toMatchObject({ state: "shadow" });
    expect(view?.score).toBeGreaterThan(0.7);
    expect(view?.spans.some(({ push }) => push > 0)).toBe(true);
  });

  it("learns nothing from what rules decide", async () => {
    const place = await makePlace(app());
    const [id] = (await makeComments(app(), place.site, place.story, [{ text: "Some words here" }])) as [
      CommentId,
    ];
    await decideOnComment(app().ctx, place.site.id, id, {
      status: "spam",
      rule: null,
      actor: "rule:words",
      reason: "",
    });
    await app().aside.deliver();
    expect((await catchUp(app().ctx, place.site.id)).model.seen).toBe(0);
  });

  it("is the same in two processes that teach it at once, and after a restart", async () => {
    const place = await makePlace(app());
    const other = await freshApp(app());
    try {
      const ids = (await makeComments(
        app(),
        place.site,
        place.story,
        Array.from({ length: 40 }, (_, at) => ({
          text: `Words of comment ${at}`,
          status: "pending" as const,
        })),
      )) as CommentId[];
      for (const [at, id] of ids.entries()) {
        await decide(app(), place.site, id, at % 3 === 0 ? "spam" : "published");
        if (at % 10 === 9) await Promise.all([app().aside.deliver(), other.aside.deliver()]);
      }
      const [here, there] = [await bytesIn(app(), place), await bytesIn(other, place)];
      expect((await catchUp(app().ctx, place.site.id)).model.seen).toBe(40);
      expect(there.equals(here)).toBe(true);
      const third = await freshApp(app());
      try {
        expect((await bytesIn(third, place)).equals(here)).toBe(true);
      } finally {
        await third.close();
      }
    } finally {
      await other.close();
    }
  });

  it("goes on from a state that was kept", async () => {
    const place = await makePlace(app());
    await teachSome(app(), place, 10);
    const learner = await catchUp(app().ctx, place.site.id);
    expect(await keepSnapshot(app().ctx, learner.model, { ...learner, kind: "auto", by: "" })).not.toBeNull();
    // The same once more is kept once.
    expect(await keepSnapshot(app().ctx, learner.model, { ...learner, kind: "auto", by: "" })).toBeNull();
    await teachSome(app(), place, 6, 10);
    const here = await bytesIn(app(), place);
    // The first lessons are not needed any more.
    await app().database.transact((tx) =>
      tx
        .updateTable("lesson")
        .set({ features: Buffer.from([0xff]) })
        .where("site_id", "=", place.site.id)
        .where("number", "<=", 10)
        .execute(),
    );
    const other = await freshApp(app());
    try {
      expect((await bytesIn(other, place)).equals(here)).toBe(true);
    } finally {
      await other.close();
    }
  });

  it("unlearns what was taken back, as if it had never been decided", async () => {
    const [place, twin] = [await makePlace(app()), await makePlace(app())];
    await teachSome(app(), place, 8);
    await teachSome(app(), twin, 8);
    const before = await bytesIn(app(), place);
    expect((await bytesIn(app(), twin)).equals(before)).toBe(true);
    const [id] = (await makeComments(app(), place.site, place.story, [
      { text: "A mistake of the desk", status: "pending" },
    ])) as [CommentId];
    const refused = await decide(app(), place.site, id, "spam");
    await app().aside.deliver();
    const mistaken = await bytesIn(app(), place);
    expect(mistaken.equals(before)).toBe(false);
    const undone = await decide(app(), place.site, id, "pending", refused);
    await app().aside.deliver();
    expect((await bytesIn(app(), place)).equals(before)).toBe(true);
    // Who takes that back in turn meant it after all.
    await decide(app(), place.site, id, "spam", undone);
    await app().aside.deliver();
    expect((await bytesIn(app(), place)).equals(mistaken)).toBe(true);
  });

  it("learns a second decision about a comment in place of the first", async () => {
    const place = await makePlace(app());
    await teachSome(app(), place, 8);
    const before = await bytesIn(app(), place);
    const [id] = (await makeComments(app(), place.site, place.story, [
      { text: "Hard to say whether this is fine", status: "pending" },
    ])) as [CommentId];
    await decide(app(), place.site, id, "spam");
    await app().aside.deliver();
    const asSpam = await bytesIn(app(), place);
    const score = await scoreIn(app(), place, id);
    const published = await decide(app(), place.site, id, "published");
    await app().aside.deliver();
    expect((await catchUp(app().ctx, place.site.id)).model.seen).toBe(9);
    expect(await scoreIn(app(), place, id)).toBeLessThan(score);
    // Taking back the second brings the first back.
    await decide(app(), place.site, id, "spam", published);
    await app().aside.deliver();
    expect((await bytesIn(app(), place)).equals(asSpam)).toBe(true);
    expect(asSpam.equals(before)).toBe(false);
  });
});

onBothEngines("what the learner keeps of a comment", (app) => {
  const rowsOf = async (table: "lesson" | "learner_view", id: CommentId) =>
    app().ctx.db.read.selectFrom(table).selectAll().where("comment_id", "=", id).execute();

  async function postAs(place: Place, text: string) {
    const answer = await app().post(`${place.story.path}/comments`, { name: "Ann Reader", text });
    await app().aside.deliver();
    const { id } = await app()
      .ctx.db.read.selectFrom("comment")
      .select("id")
      .where("story_id", "=", place.story.id)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    return { id, cookie: cookiesOf(answer) };
  }

  it("is what it was known by when it was posted, and never its words", async () => {
    const place = await makePlace(app());
    await teachSome(app(), place, 4);
    const { id } = await postAs(place, "The secret word is marmalade");
    const [view] = await rowsOf("learner_view", id);
    expect(view).toMatchObject({ known: expect.stringContaining("refused 0") });
    await decide(app(), place.site, id, "spam");
    await app().aside.deliver();
    const [lesson] = await rowsOf("lesson", id);
    expect(lesson).toMatchObject({ label: 1 });
    expect(JSON.stringify([view, lesson])).not.toContain("marmalade");
  });

  it("goes when its words are erased, and is unlearnt everywhere", async () => {
    const place = await makePlace(app());
    await teachSome(app(), place, 8);
    const before = await bytesIn(app(), place);
    const { id, cookie } = await postAs(place, "Something that I regret to have said here");
    await decide(app(), place.site, id, "spam");
    await app().aside.deliver();
    expect((await bytesIn(app(), place)).equals(before)).toBe(false);
    const erased = await app().post(`${place.site.prefix}/my-data/erase`, { level: "words" }, { cookie });
    expect(erased.statusCode).toBe(303);
    // Its page shows when it is done.
    await app().get(String(erased.headers.location));
    await app().settle();
    await app().aside.deliver();
    expect(await rowsOf("learner_view", id)).toEqual([]);
    const [lesson] = await rowsOf("lesson", id);
    expect(lesson).toMatchObject({ voided_by: -1 });
    expect(lesson && "features" in lesson ? lesson.features.length : null).toBe(0);
    expect((await bytesIn(app(), place)).equals(before)).toBe(true);
  });

  it("is the text that was decided about, not one that came later", async () => {
    const place = await makePlace(app());
    const twin = await makePlace(app());
    for (const { site, story } of [place, twin]) {
      const [id] = (await makeComments(app(), site, story, [
        { text: "The first words of all", status: "pending" },
      ])) as [CommentId];
      await decide(app(), site, id, "spam");
      if (site === twin.site)
        await app().database.transact(async (tx) => {
          await tx
            .insertInto("comment_revision")
            .values({
              comment_id: id,
              number: 1,
              text: "The first words of all",
              html: "",
              at: 0,
              was_public: 0,
            })
            .execute();
          await tx
            .updateTable("comment")
            .set({ text: "Quite other words", edited_at: app().clock.now + 1 })
            .where("id", "=", id)
            .execute();
        });
      await app().aside.deliver();
    }
    expect((await bytesIn(app(), twin)).equals(await bytesIn(app(), place))).toBe(true);
  });
});
