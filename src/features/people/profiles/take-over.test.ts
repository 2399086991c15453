import type { Self } from "../writers.ts";
import { expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { type MadeMember, makeMember, signIn } from "../../../../test/members.ts";
import { recommendComment } from "../../discussion/change-comment.ts";
import { memberVoter } from "../../discussion/voters.ts";
import { memberPerson } from "../member-person.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";

onBothEngines("taking over what one wrote as a guest", (app) => {
  /** Posts as a guest; gives the comment's id and the browser's cookies. */
  async function post(
    story: MadeStory,
    fields: { name: string; email?: string; text: string },
    device = "",
  ): Promise<{ id: number; device: string }> {
    const headers: Record<string, string> = device ? { cookie: device } : {};
    const answer = await app().post(`${story.path}/comments`, fields, headers);
    expect(answer.statusCode, answer.body).toBe(303);
    const id = Number(/(\d+)(?:\?.*)?$/.exec(String(answer.headers.location))?.[1]);
    return { id, device: cookiesOf(answer, device) };
  }

  async function openStory(): Promise<{ site: MadeSite; story: MadeStory }> {
    const site = await makeSite(app(), { settings: { postsPerDevice: 100, postsPerNetwork: 1000 } });
    return { site, story: await makeStory(app(), site) };
  }

  const page = (site: MadeSite, member: MadeMember, device = "") =>
    app().get(`${site.prefix}/settings/take-over`, {
      cookie: [member.cookie, device].filter(Boolean).join("; "),
    });

  function take(site: MadeSite, member: { cookie: string }, fields: string, device = "") {
    return app().fastify.inject({
      method: "POST",
      url: `${site.prefix}/settings/take-over`,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        cookie: [member.cookie, device].filter(Boolean).join("; "),
      },
      payload: fields,
    });
  }

  async function authorOf(id: number) {
    return app()
      .database.read.selectFrom("comment")
      .innerJoin("person", "person.id", "comment.author_id")
      .select(["person.id", "comment.author_name as name", "person.member_id as memberId", "person.kind"])
      .where("comment.id", "=", id as CommentId)
      .executeTakeFirstOrThrow();
  }

  it("offers those with one's address and those of this device, and moves what is ticked", async () => {
    const { site, story } = await openStory();
    const member = await makeMember(app(), { name: "Alma Reed", address: "Alma@example.org" });
    const mine = await post(story, { name: "A. Reed", email: "alma@EXAMPLE.org", text: "With my address." });
    const here = await post(story, { name: "Nobody", text: "From this device." });
    const left = await post(story, { name: "Nobody", text: "Left alone." }, here.device);
    const other = await post(
      story,
      { name: "Else", email: "else@example.org", text: "Not mine." },
      here.device,
    );
    const far = await post(story, { name: "Far", text: "From another device." });

    const offered = await page(site, member, here.device);
    for (const text of ["With my address.", "From this device.", "Left alone."])
      expect(offered.body).toContain(text);
    for (const text of ["Not mine.", "From another device."]) expect(offered.body).not.toContain(text);
    expect(offered.body).not.toMatch(/example\.org/i);
    const settings = await app().get(`${site.prefix}/settings`, {
      cookie: `${member.cookie}; ${here.device}`,
    });
    expect(settings.body).toContain("You wrote 3 comments as a guest.");

    const taken = await take(site, member, `comment=${mine.id}&comment=${here.id}`, here.device);
    expect(taken.headers.location).toBe(`${site.prefix}/settings/take-over?taken=2`);
    for (const { id } of [mine, here])
      expect(await authorOf(id)).toMatchObject({ memberId: member.id, name: "Alma Reed", kind: "member" });
    for (const { id } of [left, other, far]) expect((await authorOf(id)).memberId).toBeNull();
    const seen = await app().get(story.path);
    expect(seen.body).toContain("Alma Reed");
    expect(seen.body).not.toContain("A. Reed");
    const profile = await app().get(`${site.prefix}/people/alma-reed`);
    expect(profile.body).toContain("2 comments");
    expect(profile.body).toContain("From this device.");
  });

  it("leads back to where one was going, and never to another website", async () => {
    const { site, story } = await openStory();
    const member = await makeMember(app());
    const { id, device } = await post(story, { name: "Ada", text: "On my way." });
    const to = encodeURIComponent("/stories/one#c-1");
    const taken = await take(site, member, `comment=${id}&to=${to}`, device);
    expect(taken.headers.location).toBe(`${site.prefix}/settings/take-over?taken=1&to=${to}`);
    const done = await app().get(String(taken.headers.location), { cookie: member.cookie });
    expect(done.body).toContain(`href="${site.prefix}/stories/one#c-1"`);
    for (const evil of ["//evil.example", "https://evil.example/", "/\\evil.example"]) {
      const query = new URLSearchParams({ to: evil }).toString();
      const answer = await app().get(`${site.prefix}/settings/take-over?${query}`, { cookie: member.cookie });
      expect(answer.body).not.toContain("evil.example");
    }
  });

  it("never gives what is somebody else's, whatever the form says", async () => {
    const { site, story } = await openStory();
    const elsewhere = await openStory();
    const alma = await makeMember(app(), { name: "Alma Stone" });
    const thief = await makeMember(app(), { name: "Tom Thief", address: "thief@example.org" });
    const guest = await post(story, { name: "Ada", email: "ada@example.org", text: "Ada's." });
    const shared = await post(story, { name: "Ben", email: "ben@example.org", text: "Ben's." }, guest.device);
    const unknown = await post(story, { name: "Cid", text: "Cid's." });
    const [imported] = await makeComments(app(), site, story, [{ name: "Dee" }]);
    const there = await post(elsewhere.story, { name: "Eve", text: "On another site." }, guest.device);
    const members = await post(story, { name: "Alma", text: "Alma's." });
    await app().database.transact(async (tx) => {
      const at = app().clock.now;
      const id = await memberPerson(tx, { memberId: alma.id, siteId: site.id, name: "Alma Stone", at });
      await tx
        .updateTable("comment")
        .set({ author_id: id })
        .where("id", "=", members.id as CommentId)
        .execute();
    });
    const all = [guest, shared, unknown, there, members].map(({ id }) => id).concat(imported ?? 0);
    const authors = await Promise.all(all.map(authorOf));
    const before = JSON.stringify(authors);
    const ticked = all.map((id) => `comment=${id}`).join("&");
    const guests = authors.map(({ id }) => `guest=${id}`).join("&");
    for (const fields of [
      ticked,
      guests,
      `${ticked}&${guests}`,
      "comment=0&comment=-1&comment=x&guest=9e9",
      "",
    ]) {
      for (const device of [guest.device, tampered(unknown.device), ""]) {
        const answer = await take(site, thief, fields, device);
        expect(answer.headers.location, `${fields} ${device}`).toContain("taken=0");
      }
    }
    expect(JSON.stringify(await Promise.all(all.map(authorOf)))).toBe(before);
  });

  it("waits for a proved address, even on one's own device", async () => {
    const { site, story } = await openStory();
    const member = await makeMember(app(), { name: "Una Proved" });
    await app().database.transact((tx) =>
      tx.updateTable("member").set({ email_verified: 0 }).where("id", "=", member.id).execute(),
    );
    const here = await post(story, { name: "Una", text: "Mine, if I prove it." });
    const seen = await page(site, member, here.device);
    expect(seen.body).toContain("First prove your email address");
    expect(seen.body).not.toContain("Mine, if I prove it.");
    expect((await take(site, member, `comment=${here.id}`, here.device)).headers.location).toContain(
      "taken=0",
    );
  });

  it("is for one of two who want the same at once", async () => {
    const { site, story } = await openStory();
    const here = await post(story, { name: "Shared", text: "Whose is it?" });
    const ids = [here.id];
    for (let n = 0; n < 4; n++)
      ids.push((await post(story, { name: "Shared", text: `More ${n}` }, here.device)).id);
    const two = [await makeMember(app(), { name: "First" }), await makeMember(app(), { name: "Second" })];
    const fields = ids.map((id) => `comment=${id}`).join("&");
    const answers = await Promise.all(
      [...two, ...two].map((member) => take(site, member, fields, here.device)),
    );
    const taken = answers.map(({ headers }) => Number(/taken=(\d+)/.exec(String(headers.location))?.[1]));
    expect(taken.reduce((sum, n) => sum + n, 0)).toBe(ids.length);
    const owners = new Set((await Promise.all(ids.map(authorOf))).map(({ memberId }) => memberId));
    expect(owners.size).toBe(1);
    expect(owners.has(null)).toBe(false);
    const persons = await app()
      .database.read.selectFrom("person")
      .select("id")
      .where("site_id", "=", site.id)
      .where(
        "member_id",
        "in",
        two.map(({ id }) => id),
      )
      .execute();
    expect(persons.length).toBeLessThanOrEqual(2);
  });

  it("takes all of one name by its button, what waits and what was refused among it, and nothing withdrawn", async () => {
    const { site, story } = await openStory();
    const here = await post(story, { name: "Gil", text: "First." });
    const ids = [here.id];
    for (const text of ["Second.", "Third.", "Fourth."])
      ids.push((await post(story, { name: "Gil", text }, here.device)).id);
    const set = (id: number | undefined, status: string) =>
      app().database.transact((tx) =>
        tx
          .updateTable("comment")
          .set({ status })
          .where("id", "=", id as CommentId)
          .execute(),
      );
    await set(ids[1], "pending");
    await set(ids[2], "rejected");
    await set(ids[3], "withdrawn");
    const member = await makeMember(app(), { name: "Gil Ferry" });
    const offered = await page(site, member, here.device);
    expect(offered.body).toContain("waits for an editor");
    expect(offered.body).not.toContain("Fourth.");
    const guest = (await authorOf(here.id)).id;
    expect(offered.body).toContain(`value="${guest}"`);
    const answer = await take(site, member, `guest=999999-${guest}`, here.device);
    expect(answer.headers.location).toContain("taken=3");
    expect((await authorOf(ids[3] ?? 0)).memberId).toBeNull();
    const profile = await app().get(`${site.prefix}/people/gil-ferry`);
    expect(profile.body).toContain("First.");
    for (const text of ["Second.", "Third.", "Fourth."]) expect(profile.body).not.toContain(text);
  });

  it("carries over what the device recommended, once, and never to one's own", async () => {
    const { site, story } = await openStory();
    const [theirs, both] = await makeComments(app(), site, story, [{ name: "Ann" }, { name: "Bo" }]);
    const here = await post(story, { name: "Rec", text: "Recommending." });
    const member = await makeMember(app(), { name: "Rec Reader" });
    const hash = app().ctx.keys.hash("device", deviceOf(app(), here.device));
    const vote = (by: Self, id: number | undefined) =>
      recommendComment(app().ctx, { siteId: site.id, id: id as CommentId, by, on: true });
    const elsewhere = { deviceHash: "", memberId: member.id };
    await vote({ deviceHash: hash }, theirs);
    await vote({ deviceHash: hash }, both);
    await vote(elsewhere, both);
    await vote(elsewhere, here.id);
    await vote({ deviceHash: "somebody" }, here.id);
    const countOf = async (id: number | undefined) =>
      (
        await app()
          .database.read.selectFrom("comment")
          .select("recommend_count")
          .where("id", "=", id as CommentId)
          .executeTakeFirstOrThrow()
      ).recommend_count;
    expect(await Promise.all([theirs, both, here.id].map(countOf))).toEqual([1, 2, 2]);
    await take(site, member, `comment=${here.id}`, here.device);
    expect(await Promise.all([theirs, both, here.id].map(countOf))).toEqual([1, 1, 1]);
    const voters = await app()
      .database.read.selectFrom("recommend")
      .select(["comment_id", "voter"])
      .where("comment_id", "in", [theirs, both, here.id] as CommentId[])
      .orderBy("comment_id")
      .execute();
    expect(voters.map(({ voter }) => voter)).toEqual([
      memberVoter(member.id),
      memberVoter(member.id),
      "somebody",
    ]);
  });

  it("is for members only, and not for those switched off", async () => {
    const { site, story } = await openStory();
    const here = await post(story, { name: "Off", text: "Off." });
    expect((await take(site, { cookie: "" }, `comment=${here.id}`, here.device)).statusCode).toBe(401);
    const member = await makeMember(app(), { name: "Off Reader" });
    await app().database.transact((tx) =>
      tx.updateTable("member").set({ disabled_at: app().clock.now }).where("id", "=", member.id).execute(),
    );
    const again = await signIn(app(), member.id);
    expect((await take(site, again, `comment=${here.id}`, here.device)).statusCode).toBe(401);
    expect((await authorOf(here.id)).memberId).toBeNull();
  });
});

/** What a device cookie says. */
function deviceOf({ ctx }: TestApp, cookies: string): string {
  const signed = decodeURIComponent(/bl_device=([^;]+)/.exec(cookies)?.[1] ?? "");
  return ctx.keys.verify("cookie", signed) ?? "";
}

/** The same with another signature: its last character wouldn't do, of which not every bit counts. */
function tampered(device: string): string {
  return device.replace(/\.(.)/, (_, first: string) => (first === "x" ? ".y" : ".x"));
}
