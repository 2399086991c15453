import { expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { freshApp, onBothEngines } from "../../../../test/harness.ts";
import { makeMember, type MadeMember } from "../../../../test/members.ts";
import { listen } from "../../../../test/tools.ts";
import type { CommentId, MemberId, PersonId } from "../../../platform/lib/ids.ts";
import { recommendComment } from "../../discussion/change-comment.ts";
import { decideOnComment } from "../../discussion/decide-on-comment.ts";
import { changeDiscussion } from "../../stories/change-discussion.ts";
import { findStoryById } from "../../stories/reading.ts";
import { memberPerson } from "../member-person.ts";
import { mutedBy } from "./relate.ts";

onBothEngines("a profile", (app) => {
  let names = 0;

  async function makeWriter(
    comments: number,
    options: { name?: string; title?: string; role?: "editor" } = {},
  ): Promise<{
    site: MadeSite;
    story: MadeStory;
    member: MadeMember;
    ids: number[];
    personId: PersonId;
    path: string;
  }> {
    const name = options.name ?? `Writer ${++names}`;
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const member = await makeMember(app(), { siteId: site.id, ...options, name });
    const specs = Array.from({ length: comments }, (_, n) => ({
      name,
      text: `Said number ${n}.`,
      at: app().clock.now - (comments - n) * 60_000,
    }));
    const ids = await makeComments(app(), site, story, specs);
    const personId = await giveTo(member.id, site, name, ids);
    const { handle } = await app()
      .database.read.selectFrom("member")
      .select("handle")
      .where("id", "=", member.id)
      .executeTakeFirstOrThrow();
    return { site, story, member, ids, personId, path: `${site.prefix}/people/${handle}` };
  }

  async function giveTo(memberId: MemberId, site: MadeSite, name: string, ids: readonly number[]) {
    return app().database.transact(async (tx) => {
      const id = await memberPerson(tx, { memberId, siteId: site.id, name, at: app().clock.now });
      if (ids.length > 0)
        await tx
          .updateTable("comment")
          .set({ author_id: id })
          .where("id", "in", ids as CommentId[])
          .execute();
      return id;
    });
  }

  const decide = (
    site: MadeSite,
    id: number | undefined,
    status: "pending" | "rejected" | "spam" | "published",
  ) =>
    decideOnComment(app().ctx, site.id, id as CommentId, {
      status,
      rule: null,
      actor: "staff:t",
      reason: "",
    });

  it("shows who somebody is and what they said in public, newest first, by the page", async () => {
    const { site, path, ids } = await makeWriter(25, {
      name: "Vera Post",
      role: "editor",
      title: "River editor",
    });
    const first = await app().get(path);
    expect(first.statusCode).toBe(200);
    for (const words of ["Vera Post", "River editor", "Verified", "New here", "25 comments"])
      expect(first.body).toContain(words);
    expect(first.body).toContain('<meta name="robots" content="noindex"');
    expect(first.body).toContain(`/comments/${ids[24]}`);
    expect(first.body.indexOf("Said number 24.")).toBeLessThan(first.body.indexOf("Said number 5."));
    expect(first.body).not.toContain("Said number 4.");
    expect(first.body).not.toContain("@example.org");
    const next = /href="([^"]*before=[^"]*)"/.exec(first.body)?.[1] ?? "";
    const second = await app().get(next);
    expect(second.body).toContain("Said number 4.");
    expect(second.body).toContain("Said number 0.");
    expect(second.body).not.toContain("Said number 5.");
    expect(second.body).not.toMatch(/before=/);
    const elsewhere = await makeSite(app());
    const other = await app().get(path.replace(site.prefix, elsewhere.prefix));
    expect(other.body).toContain("No comments yet");
    expect(other.body).not.toContain("River editor");
  });

  it("never shows what isn't public", async () => {
    const { site, story, path, ids } = await makeWriter(4);
    await decide(site, ids[0], "pending");
    await decide(site, ids[1], "rejected");
    await decide(site, ids[2], "spam");
    await app().settle();
    const seen = await app().get(path);
    expect(seen.body).toContain("1 comment");
    expect(seen.body).toContain("Said number 3.");
    for (const n of [0, 1, 2]) expect(seen.body).not.toContain(`Said number ${n}.`);
    const found = await findStoryById(app().database.read, story.id);
    if (!found) throw new Error("no story");
    await app().database.transact((tx) =>
      changeDiscussion(tx, found, { mode: "hidden", notice: "", closesAt: null, at: app().clock.now }),
    );
    await app().settle();
    const hidden = await app().get(path);
    expect(hidden.body).not.toContain("Said number 3.");
    expect(hidden.body).toContain("No comments yet");
  });

  it("is not there for guests, strangers, or who is switched off", async () => {
    const { path, member, site, story } = await makeWriter(1);
    await makeComments(app(), site, story, [{ name: "Guest Only" }]);
    for (const handle of ["guest-only", "nobody", "a".repeat(300), "%00", "%ff"])
      expect((await app().get(`${site.prefix}/people/${handle}`)).statusCode, handle).toBeGreaterThanOrEqual(
        400,
      );
    expect((await app().get(path)).statusCode).toBe(200);
    await app().database.transact((tx) =>
      tx.updateTable("member").set({ disabled_at: 1 }).where("id", "=", member.id).execute(),
    );
    const other = await freshApp(app());
    expect((await other.fastify.inject(path)).statusCode).toBe(404);
    await other.close();
  });

  it("lets who is signed in follow or mute, one at a time, and see both listed", async () => {
    const { site, path, personId } = await makeWriter(1, { name: "Follow Me" });
    const reader = await makeMember(app(), { name: "Ria Reader" });
    const headers = { cookie: reader.cookie };
    const act = (what: "follow" | "mute", on: string) => app().post(`${path}/${what}`, { on }, headers);
    const muted = async () => [...(await mutedBy(app().database.read, reader.id))];
    const list = () => app().get(`${site.prefix}/settings/following`, headers);

    expect((await app().get(path)).body).not.toContain('/follow"');
    expect((await app().get(path, headers)).body).toContain('/follow"');
    expect((await list()).body).toContain("You follow nobody yet.");

    expect((await act("follow", "1")).statusCode).toBe(303);
    await act("follow", "1");
    expect((await app().get(path, headers)).body).toContain("Stop following");
    expect((await list()).body).toContain("Follow Me");
    await act("mute", "1");
    expect(await muted()).toEqual([personId]);
    const seen = await app().get(path, headers);
    expect(seen.body).toContain("Stop muting");
    expect(seen.body).not.toContain("Stop following");
    await app().post(`${site.prefix}/settings/following`, { kind: "mute", id: String(personId) }, headers);
    expect(await muted()).toEqual([]);
    await act("follow", "1");
    await app().post(`${site.prefix}/settings/following`, { kind: "person", id: String(personId) }, headers);
    expect((await list()).body).toContain("You follow nobody yet.");

    expect((await app().post(`${path}/follow`, { on: "1" })).statusCode).toBe(401);
    expect((await act("follow", "2")).statusCode).toBe(400);
  });

  it("has nothing for its owner to follow, but a way to change it", async () => {
    const { path, member } = await makeWriter(1);
    const headers = { cookie: member.cookie };
    const own = await app().get(path, headers);
    expect(own.body).toContain("This is how others see you.");
    expect(own.body).not.toContain('/follow"');
    expect((await app().post(`${path}/follow`, { on: "1" }, headers)).statusCode).toBe(403);
    expect((await app().post(`${path}/mute`, { on: "1" }, headers)).statusCode).toBe(403);
  });

  it("as it is kept is what would be rendered from nothing, whatever happens", async () => {
    const { site, story, path, ids, member } = await makeWriter(3, { name: "Kept One" });
    const base = await listen(app());
    const addresses = [path, story.path, `${site.prefix}/`, `${site.prefix}/latest-comments`].concat([
      `${site.prefix}/feeds/stories/${story.slug}.rss`,
      `${site.prefix}/api/v1/stories/${story.slug}/comments`,
    ]);
    const timeless = (text: string) =>
      text
        .replaceAll(/(<time [^>]*data-ages[^>]*>)[^<]*/g, "$1")
        .replace(/"at":\d+/, "")
        .replaceAll(/\d+ ms\b/g, "");
    const read = async (url: string) => {
      const answer = await fetch(base + url, { redirect: "manual" });
      return `${answer.status} ${timeless(await answer.text())}`;
    };
    const save = (fields: Record<string, string>) =>
      app().post(
        `${site.prefix}/settings`,
        { name: "Kept One", about: "", ...fields },
        { cookie: member.cookie },
      );
    const acts: (() => Promise<unknown>)[] = [
      async () => {},
      () =>
        recommendComment(app().ctx, {
          siteId: site.id,
          id: ids[0] as CommentId,
          by: { deviceHash: "v" },
          on: true,
        }),
      () => decide(site, ids[1], "rejected"),
      () => save({ about: "I live by the river.", listed: "1" }),
      () => save({ name: "Kept Two" }),
      () => save({ name: "Kept Three", newHandle: "1" }),
      () => makeStory(app(), site, { slug: story.slug, headline: "Another headline" }),
      async () => {
        app().clock.now += 40 * 24 * 3_600_000;
      },
    ];
    for (const [n, act] of acts.entries()) {
      await act();
      await app().settle();
      const other = await freshApp(app());
      for (const url of addresses) {
        const anew = await other.fastify.inject(url);
        const expected = `${anew.statusCode} ${timeless(anew.body)}`;
        expect(await read(url), `${n} ${url}`).toBe(expected);
        expect(await read(url), `${n} ${url} again`).toBe(expected);
      }
      await other.close();
    }
    expect((await app().get(story.path)).body).toContain("Kept Three");
    expect((await app().get(path)).headers.location).toContain("/people/kept-three");
  });

  it("shows the role that may do more, whatever else somebody was made on one site", async () => {
    const site = await makeSite(app());
    const admin = await makeMember(app(), { name: "Iris Everywhere", role: "admin", title: "Publisher" });
    await app().database.transact((tx) =>
      tx
        .insertInto("staff_role")
        .values({ member_id: admin.id, site_id: site.id, role: "reporter", title: "Intern", at: 0 })
        .execute(),
    );
    const { body } = await app().get(`${site.prefix}/people/iris-everywhere`);
    expect(body).toContain("Publisher");
    expect(body).not.toContain("Intern");
  });
});
